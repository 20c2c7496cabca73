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
    // All threads share one locale; a locale for each would be lost with its thread.
    static locale_t shared;
    locale_t unicode = __atomic_load_n(&shared, __ATOMIC_ACQUIRE);
    if (!unicode) {
        locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
        if (!made) return 1;
        if (__atomic_compare_exchange_n(&shared, &unicode, made, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
            unicode = made;
        } else {
            freelocale(made);
        }
    }
    locale_t before = uselocale(unicode);
    int width = wcwidth((wchar_t)character);
    uselocale(before);
    return width;
}
