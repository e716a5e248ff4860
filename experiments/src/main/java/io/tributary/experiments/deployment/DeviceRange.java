package io.tributary.experiments.deployment;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive devices.
 *
 * @param from first index, inclusive
 * @param to last index, exclusive
 */
record DeviceRange(int from, int to) {
    /** Cuts {@code 0..count-1} into at most {@code groups} spans of nearly equal size, in order. */
    static List<DeviceRange> split(int count, int groups) {
        int used = Math.min(count, groups);
        List<DeviceRange> spans = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            spans.add(new DeviceRange((int) ((long) count * i / used), (int) ((long) count * (i + 1) / used)));
        }
        return List.copyOf(spans);
    }
}
