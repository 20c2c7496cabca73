#pragma once

// Linux calls whose C form Swift cannot use well (unions, packed structures, variadic functions, declarations that need
// _GNU_SOURCE), as functions of plain integers. A result below zero is a negated errno, so that no caller reads errno.

#include "addresses.h"
#include "events.h"
#include "files.h"
#include "folders.h"
#include "process.h"
#include "signals.h"
#include "sockets.h"
