#pragma once

// The entries of a folder (readdir(3)), whose name Swift imports as a tuple of 256 numbers, and the width of a character
// on a terminal (wcwidth(3)), which needs a locale.

#include <dirent.h>
#include <locale.h>
#include <stdint.h>
#include <wchar.h>

int wcwidth(wchar_t);

static inline const char *linux_entry_name(const struct dirent *entry) { return entry->d_name; }

static inline int linux_entry_type(const struct dirent *entry) { return entry->d_type; }

// The columns of a character; below zero for one that is not printable. The locale C.UTF-8 is a part of the C library.
static inline int linux_character_width(uint32_t character) {
    static _Thread_local locale_t unicode;
    if (!unicode) unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!unicode) return 1;
    locale_t before = uselocale(unicode);
    int width = wcwidth((wchar_t)character);
    uselocale(before);
    return width;
}
