//! `milepost new KIND`: asks for what no flag says, then writes one valid record. One file a kind;
//! each says what is asked and what becomes of the answers. How questions are asked is in `ask`, how
//! files are written in `prepared`.
