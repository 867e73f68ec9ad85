package org.voxpost.app.config;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;

/** Records of optional keys, one laid over the other. */
final class Overlay {
    private Overlay() {}

    /** What {@code top} leaves open is as in {@code base}; what is not optional is as in {@code top}. */
    static <R extends Record> R of(R top, R base) {
        RecordComponent[] components = top.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object own = Binder.read(components[i], top);
            Object below = Binder.read(components[i], base);
            if (own instanceof Optional<?> key && key.isEmpty()) {
                values[i] = below;
            } else if (own instanceof Record section && below instanceof Record under && !(own instanceof ByteSize)) {
                values[i] = of(section, under);
            } else {
                values[i] = own;
            }
        }
        return Binder.create(top, components, values);
    }

    /** The record with another value of one component. */
    static <R extends Record> R replacing(R record, String name, Object value) {
        return replacing(record, Map.of(name, value));
    }

    /** The record with other values of components, by their names. */
    static <R extends Record> R replacing(R record, Map<String, ?> others) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object other = others.get(components[i].getName());
            values[i] = other == null ? Binder.read(components[i], record) : other;
        }
        return Binder.create(record, components, values);
    }
}
