package org.voxpost.sdp;

import java.util.ArrayList;
import java.util.List;

/** Copies of immutable lists with one thing changed. */
final class Lists {
    private Lists() {}

    static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return List.copyOf(longer);
    }

    static <T> List<T> set(List<T> list, int index, T item) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, item);
        return List.copyOf(changed);
    }
}
