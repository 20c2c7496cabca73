#pragma once
#include <yaml.h>

// The fields of an event of any type that a reader needs, without the union that Swift could only read unsafely.
typedef struct {
    yaml_event_type_t type;
    // Null if the event has none.
    const char *anchor;
    const char *tag;
    // The text of a scalar; not terminated by a NUL, as it may contain some.
    const unsigned char *text;
    size_t length;
    // Whether the text may be a number or the like, and is not a string because it is quoted or tagged.
    int is_plain;
    // Characters before the event and before its end, without the byte order mark.
    size_t index;
    size_t end_index;
    // The style of a scalar; plain for any other event.
    yaml_scalar_style_t style;
    // Whether a sequence or mapping is written in brackets.
    int is_flow;
    // Whether a document ends without `...`.
    int is_implicit;
} cyaml_event_view;

static inline cyaml_event_view cyaml_view(const yaml_event_t *event) {
    cyaml_event_view view = {
        .type = event->type,
        .index = event->start_mark.index,
        .end_index = event->end_mark.index,
        .style = YAML_PLAIN_SCALAR_STYLE,
    };
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
        view.style = event->data.scalar.style;
        break;
    case YAML_SEQUENCE_START_EVENT:
        view.anchor = (const char *)event->data.sequence_start.anchor;
        view.tag = (const char *)event->data.sequence_start.tag;
        view.is_flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
        break;
    case YAML_MAPPING_START_EVENT:
        view.anchor = (const char *)event->data.mapping_start.anchor;
        view.tag = (const char *)event->data.mapping_start.tag;
        view.is_flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
        break;
    case YAML_DOCUMENT_END_EVENT:
        view.is_implicit = event->data.document_end.implicit;
        break;
    default:
        break;
    }
    return view;
}
