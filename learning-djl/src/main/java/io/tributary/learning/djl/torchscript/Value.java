package io.tributary.learning.djl.torchscript;

import java.util.List;
import java.util.Map;

/** What a pickle holds, of the few kinds that a module of tensors needs. */
sealed interface Value {
    /** Nothing. */
    record None() implements Value {}

    /** True or false. */
    record Bool(boolean value) implements Value {}

    /** A whole number. */
    record Whole(long value) implements Value {}

    /** A number. */
    record Real(double value) implements Value {}

    /** Characters. */
    record Text(String value) implements Value {}

    /** A list, which grows while it is read. */
    record Items(List<Value> values) implements Value {}

    /** A tuple. */
    record Tuple(List<Value> values) implements Value {}

    /** A mapping by name, which grows while it is read. */
    record Named(Map<String, Value> values) implements Value {}

    /** A name in a module of Python, of those that are allowed; it is never looked up. */
    record Global(String name) implements Value {}

    /** A module that the archive's code has a class of. */
    record Module(String type, Map<String, Value> attributes) implements Value {}

    /**
     * The values of tensors.
     *
     * @param type such as {@code FloatStorage}
     * @param key name of its entry
     * @param size number of values
     */
    record Storage(String type, String key, long size) implements Value {}

    /** A part of a storage. */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> stride, boolean gradient)
            implements Value {}
}
