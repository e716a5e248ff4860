package io.tributary.client.internal.state;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Ids;
import io.tributary.protocol.Versioned;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which vectors a state is made of, as JSON.
 *
 * @param v format version, 1
 * @param round the last one that changed it
 * @param vectors by name, at most {@value #MOST}
 */
record StateIndex(int v, int round, Map<String, Vector> vectors) implements Versioned {
    /** Most vectors of one run. */
    static final int MOST = 16;
    private static final int MAX_VALUES = 1 << 30;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    /**
     * A vector's file.
     *
     * @param file its name, a UUID
     * @param length number of values
     */
    record Vector(String file, int length) {
        Vector {
            Ids.upload(file);
            Fields.within("length", length, 1, MAX_VALUES);
        }
    }

    /** Copies the vectors. */
    StateIndex {
        Fields.version(v);
        Fields.within("vectors", vectors.size(), 0, MOST);
        vectors.keySet().forEach(StateIndex::name);
        vectors = Map.copyOf(vectors);
    }

    static final StateIndex EMPTY = new StateIndex(Versioned.VERSION, 0, Map.of());

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a vector's name must be 1..64 of a-z, 0-9 and '-', not '" + Fields.excerpt(name) + "'");
        }
        return name;
    }

    StateIndex with(int newRound, String name, Vector vector) {
        Map<String, Vector> more = new TreeMap<>(vectors);
        more.put(name, vector);
        return new StateIndex(v, newRound, more);
    }

    StateIndex without(String name) {
        Map<String, Vector> fewer = new TreeMap<>(vectors);
        fewer.remove(name);
        return new StateIndex(v, round, fewer);
    }

    /** This state with nothing but one vector, or without any if it has none of that name. */
    StateIndex only(String name) {
        Map<String, Vector> one = new TreeMap<>(vectors);
        one.keySet().retainAll(Set.of(name));
        return new StateIndex(v, round, one);
    }
}
