//! The client itself: faults, waiting, limits, redirects, proxies, and that no token leaks.
