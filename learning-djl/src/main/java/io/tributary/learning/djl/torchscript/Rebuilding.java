package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.Value.Bool;
import io.tributary.learning.djl.torchscript.Value.Global;
import io.tributary.learning.djl.torchscript.Value.Items;
import io.tributary.learning.djl.torchscript.Value.Named;
import io.tributary.learning.djl.torchscript.Value.Storage;
import io.tributary.learning.djl.torchscript.Value.Tensor;
import io.tributary.learning.djl.torchscript.Value.Text;
import io.tributary.learning.djl.torchscript.Value.Tuple;
import io.tributary.learning.djl.torchscript.Value.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The names that a pickle of a module may have, and what stands for a call of each. */
final class Rebuilding {
    private static final String MODULES = "__torch__.";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String DICTIONARY = "collections.OrderedDict";
    private static final String TAGGED = "torch.jit._pickle.restore_type_tag";
    private static final List<String> LISTS = List.of("torch.jit._pickle.build_intlist",
            "torch.jit._pickle.build_boollist", "torch.jit._pickle.build_doublelist",
            "torch.jit._pickle.build_tensorlist");
    /** Bytes of a value, by type of storage. */
    private static final Map<String, Integer> STORAGES = Map.of("FloatStorage", 4, "DoubleStorage", 8, "HalfStorage", 2,
            "BFloat16Storage", 2, "LongStorage", 8, "IntStorage", 4, "ShortStorage", 2, "CharStorage", 1,
            "ByteStorage", 1, "BoolStorage", 1);
    private static final int TENSOR_ARGUMENTS = 6;

    private Rebuilding() {}

    static String allowed(String name, Function<String, ScriptException> wrong) {
        if (name.equals(TENSOR) || name.equals(DICTIONARY) || name.equals(TAGGED) || LISTS.contains(name)
                || isModule(name)
                || (name.startsWith("torch.") && STORAGES.containsKey(name.substring(6)))) {
            return name;
        }
        throw wrong.apply("it names " + name + ", which no module of tensors needs");
    }

    static boolean isModule(String name) {
        return name.startsWith(MODULES);
    }

    static int bytesOf(Storage storage) {
        return STORAGES.getOrDefault(storage.type(), 0);
    }

    /** What a persistent id stands for. */
    static Storage storage(Value id, Function<String, ScriptException> wrong) {
        if (id instanceof Tuple tuple && tuple.values().size() == 5
                && tuple.values().get(0).equals(new Text("storage"))
                && tuple.values().get(1) instanceof Global type && type.name().startsWith("torch.")
                && STORAGES.containsKey(type.name().substring(6))
                && tuple.values().get(2) instanceof Text key && key.value().matches("[0-9]{1,9}")
                && tuple.values().get(4) instanceof Whole size && size.value() >= 0) {
            return new Storage(type.name().substring(6), key.value(), size.value());
        }
        throw wrong.apply("it names a storage in a way that torch.jit.save does not");
    }

    /** What a call would give. */
    static Value called(String name, List<Value> arguments, Function<String, ScriptException> wrong) {
        if (name.equals(DICTIONARY) && arguments.isEmpty()) {
            return new Named(new LinkedHashMap<>());
        }
        if (name.equals(TENSOR) && arguments.size() == TENSOR_ARGUMENTS) {
            return tensor(arguments, wrong);
        }
        boolean list =
                arguments.size() == (name.equals(TAGGED) ? 2 : 1) && (LISTS.contains(name) || name.equals(TAGGED));
        if (list && arguments.get(0) instanceof Items items) {
            return items;
        }
        throw wrong.apply("it calls " + name + " in a way that torch.jit.save does not");
    }

    private static Tensor tensor(List<Value> arguments, Function<String, ScriptException> wrong) {
        if (arguments.get(0) instanceof Storage storage && arguments.get(1) instanceof Whole offset
                && arguments.get(2) instanceof Tuple shape && arguments.get(3) instanceof Tuple stride
                && arguments.get(4) instanceof Bool gradient
                && arguments.get(5) instanceof Named hooks && hooks.values().isEmpty()) {
            return new Tensor(storage, offset.value(), numbers(shape, wrong), numbers(stride, wrong),
                    gradient.value());
        }
        throw wrong.apply("a tensor has hooks, or is not written as torch.jit.save does");
    }

    private static List<Long> numbers(Tuple tuple, Function<String, ScriptException> wrong) {
        return tuple.values().stream().map(value -> {
            if (value instanceof Whole whole && whole.value() >= 0) {
                return whole.value();
            }
            throw wrong.apply("a size of a tensor is no whole number of at least 0");
        }).toList();
    }
}
