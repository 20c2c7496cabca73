#pragma once
#include <yaml.h>

// What a reader needs of an event, whatever its type, without the union that Swift could only read unsafely.
typedef struct {
    yaml_event_type_t type;
    // Null where the event has none.
    const char *anchor;
    const char *tag;
    // The text of a scalar; not ended by a NUL, as it may hold some.
    const unsigned char *text;
    size_t length;
    // Whether the text may be a number or the like, and is not a string because it is quoted or tagged.
    int is_plain;
    // Characters before the event, without the byte order mark.
    size_t index;
} cyaml_event_view;

static inline cyaml_event_view cyaml_view(const yaml_event_t *event) {
    cyaml_event_view view = {.type = event->type, .index = event->start_mark.index};
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        view.anchor = (const char *)event->data.alias.anchor;
        break;
    case YAML_SCALAR_EVENT:
        view.anchor = (const char *)event->data.scalar.anchor;
        view.tag = (const char *)event->data.scalar.tag;
        view.text = event->data.scalar.value;
        view.length = event->data.scalar.length;
        view.is_plain = event->data.scalar.plain_implicit;
        break;
    case YAML_SEQUENCE_START_EVENT:
        view.anchor = (const char *)event->data.sequence_start.anchor;
        break;
    case YAML_MAPPING_START_EVENT:
        view.anchor = (const char *)event->data.mapping_start.anchor;
        break;
    default:
        break;
    }
    return view;
}
