#!/bin/sh
# A name with a space becomes two.
cat $1
