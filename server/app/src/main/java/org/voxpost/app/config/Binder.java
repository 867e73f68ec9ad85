package org.voxpost.app.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Lays a document over a record of defaults. A record is a section, a component {@code linkedWords} the key {@code linked-words};
 * what the document leaves out keeps its default. Faults are collected, and the default stands in for each, so that one run tells
 * them all.
 */
final class Binder {
    private final String source;
    private final List<Problem> problems = new ArrayList<>();

    private Binder(String source) {
        this.source = source;
    }

    static <R extends Record> R bind(String source, YamlNode.Keys document, R defaults) throws ConfigException {
        Binder binder = new Binder(source);
        R bound = binder.section(document, defaults, "");
        if (!binder.problems.isEmpty()) {
            throw new ConfigException(binder.problems);
        }
        return bound;
    }

    /** {@code advertisedHost} is written {@code advertised-host}. */
    static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The type of a list's items or of an optional value. */
    static Class<?> argument(RecordComponent component) {
        Type argument = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        return (Class<?>) argument;
    }

    private <R extends Record> R section(YamlNode.Keys document, R defaults, String path) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        refuseUnknown(document, components, path);
        Object[] values = new Object[components.length];
        int before = problems.size();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            Object fallback = read(component, defaults);
            YamlNode.Entry entry = document.entries().get(key(component));
            values[i] = entry == null ? fallback : component(component, entry, fallback, join(path, key(component)));
        }
        try {
            return create(defaults, components, values);
        } catch (IllegalArgumentException e) {
            // What a record says of its components together; silent where one of them is at fault already.
            if (problems.size() == before) {
                problems.add(new Problem(source, document.line(), path, String.valueOf(e.getMessage()), ""));
            }
            return defaults;
        }
    }

    private void refuseUnknown(YamlNode.Keys document, RecordComponent[] components, String path) {
        List<String> known = Arrays.stream(components).map(Binder::key).toList();
        for (Map.Entry<String, YamlNode.Entry> entry : document.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                problems.add(new Problem(
                        source,
                        entry.getValue().keyLine(),
                        join(path, entry.getKey()),
                        "no such key",
                        String.join(", ", known)));
            }
        }
    }

    private Object component(RecordComponent component, YamlNode.Entry entry, Object fallback, String path) {
        Class<?> type = component.getType();
        YamlNode node = entry.value();
        if (fallback instanceof Record defaults && !(fallback instanceof ByteSize)) {
            return switch (node) {
                case YamlNode.Keys keys -> section(keys, defaults, path);
                case YamlNode.Empty _ -> defaults;
                case YamlNode.Scalar _, YamlNode.Items _ -> wrong(node, path, "a section with keys", fallback);
            };
        }
        if (type == List.class) {
            return switch (node) {
                case YamlNode.Items items -> items(component, items, path);
                case YamlNode.Empty _ -> List.of();
                case YamlNode.Scalar _, YamlNode.Keys _ -> wrong(node, path, "a list", fallback);
            };
        }
        if (type == Optional.class) {
            return node instanceof YamlNode.Empty
                    ? Optional.empty()
                    : value(component, argument(component), node, path)
                            .map(Optional::<Object>of)
                            .orElse(Optional.empty());
        }
        if (node instanceof YamlNode.Empty && component.isAnnotationPresent(ByProfile.class)) {
            return fallback;
        }
        return value(component, type, node, path).orElse(fallback);
    }

    private List<Object> items(RecordComponent component, YamlNode.Items items, String path) {
        List<Object> values = new ArrayList<>();
        Class<?> type = argument(component);
        for (int i = 0; i < items.items().size(); i++) {
            YamlNode node = items.items().get(i);
            String itemPath = path + "[" + i + "]";
            if (type.isRecord()) {
                Record defaults = itemDefaults(type);
                values.add(
                        node instanceof YamlNode.Keys keys
                                ? section(keys, defaults, itemPath)
                                : wrong(node, itemPath, "a section with keys", defaults));
            } else {
                value(component, type, node, itemPath).ifPresent(values::add);
            }
        }
        return List.copyOf(values);
    }

    /** One scalar, or empty after its fault was noted. */
    private Optional<Object> value(RecordComponent component, Class<?> type, YamlNode node, String path) {
        Bounds bounds = component.getAnnotation(Bounds.class);
        Form form = component.getAnnotation(Form.class);
        String allowed = Scalars.words(type, bounds, form);
        if (!(node instanceof YamlNode.Scalar scalar)) {
            wrong(node, path, allowed, node);
            return Optional.empty();
        }
        try {
            return Optional.of(Scalars.parse(type, scalar.text(), bounds, form));
        } catch (IllegalArgumentException e) {
            wrong(node, path, allowed, node);
            return Optional.empty();
        }
    }

    private <T> T wrong(YamlNode node, String path, String allowed, T fallback) {
        problems.add(new Problem(source, node.line(), path, "is " + node.words(), allowed));
        return fallback;
    }

    static Object read(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A configuration record hides " + component, e);
        }
    }

    /** The defaults of a list's item: the static {@code defaults()} of its record. */
    static Record itemDefaults(Class<?> type) {
        try {
            return (Record) type.getDeclaredMethod("defaults").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A list's record has no defaults(): " + type, e);
        }
    }

    @SuppressWarnings("unchecked") // the constructor of the class of R makes an R
    static <R extends Record> R create(R like, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (R) like.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException fault) {
                throw fault;
            }
            throw new IllegalStateException("A configuration record failed: " + like.getClass(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A configuration record hides itself: " + like.getClass(), e);
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The keys of a record and of the sections in it, dotted; for tests and {@code --help}. */
    static List<String> keys(Class<?> type, String path) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> {
                    String own = join(path, key(component));
                    boolean section = component.getType().isRecord() && component.getType() != ByteSize.class;
                    return section ? keys(component.getType(), own).stream() : List.of(own).stream();
                })
                .collect(Collectors.toUnmodifiableList());
    }
}
