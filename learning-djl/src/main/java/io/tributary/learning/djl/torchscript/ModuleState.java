package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.Value.Bool;
import io.tributary.learning.djl.torchscript.Value.Items;
import io.tributary.learning.djl.torchscript.Value.Module;
import io.tributary.learning.djl.torchscript.Value.None;
import io.tributary.learning.djl.torchscript.Value.Real;
import io.tributary.learning.djl.torchscript.Value.Tensor;
import io.tributary.learning.djl.torchscript.Value.Text;
import io.tributary.learning.djl.torchscript.Value.Tuple;
import io.tributary.learning.djl.torchscript.Value.Whole;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes over a module's state, holds each value against the type that the code declares, since the engine would not, and writes it anew.
 * Finds the tensors of the network: parameters, and buffers of float32.
 */
final class ModuleState {
    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 1 << 18;
    private static final Map<String, String> LISTS = Map.of("List[int]", "torch.jit._pickle.build_intlist",
            "List[bool]", "torch.jit._pickle.build_boollist", "List[float]", "torch.jit._pickle.build_doublelist");

    private final Map<String, ScriptClass> classes;
    private final TensorEntries entries;
    private final Pickler output = new Pickler();
    private final List<NetworkTensor> tensors = new ArrayList<>();
    private final Map<String, Set<String>> reached = new HashMap<>();
    private final Map<String, String> storages = new HashMap<>();
    private int values;

    /** A tensor of the network and its bytes. */
    record NetworkTensor(Parameter parameter, ByteBuffer bytes) {}

    ModuleState(Map<String, ScriptClass> classes, TensorEntries entries) {
        this.classes = classes;
        this.entries = entries;
    }

    /** The pickle of a module for the engine. */
    byte[] write(Value root) {
        if (!(root instanceof Module module)) {
            throw new ScriptException("data.pkl holds no module");
        }
        module("", module, module.type(), 0);
        return output.finished();
    }

    /** In the order in which the module has them. */
    List<NetworkTensor> tensors() {
        return tensors;
    }

    /** Names of the tensors of each class that the network has. */
    Map<String, List<String>> reached() {
        Map<String, List<String>> names = new HashMap<>();
        reached.forEach((type, found) -> names.put(type, found.stream().sorted().toList()));
        return names;
    }

    private void module(String path, Module module, String declared, int depth) {
        ScriptClass type = classes.get(declared);
        if (type == null || !module.type().equals(declared) || depth > DEEPEST) {
            throw wrong(path, module, declared);
        }
        if (!module.attributes().keySet().equals(type.attributes().keySet())
                || !"bool".equals(type.attributes().get("training"))) {
            throw new ScriptException(named(path) + ": its attributes " + module.attributes().keySet()
                    + " are not those of its class, " + type.attributes().keySet() + ", training among them");
        }
        output.global(declared).raw(')').raw(0x81).raw('}').raw('(');
        type.attributes().forEach((name, held) -> {
            String inside = path.isEmpty() ? name : path + "." + name;
            Value value = module.attributes().getOrDefault(name, new None());
            output.text(name);
            if (value instanceof Tensor tensor && (held.equals("Tensor") || held.equals("Optional[Tensor]"))) {
                tensor(inside, tensor, type, name);
            } else {
                value(inside, value, held, depth + 1);
            }
        });
        output.raw('u').raw('b');
    }

    private void tensor(String path, Tensor tensor, ScriptClass type, String name) {
        ByteBuffer bytes = entries.take(path, tensor);
        boolean parameter = type.parameters().contains(name);
        boolean whole =
                List.of("LongStorage", "IntStorage", "BoolStorage", "ByteStorage", "ShortStorage", "CharStorage")
                        .contains(tensor.storage().type());
        if (parameter || (type.buffers().contains(name) && !whole)) {
            network(path, tensor, parameter, bytes);
            reached.computeIfAbsent(type.name(), key -> new HashSet<>()).add(name);
        }
        output.tensor(tensor, entries.all().size() - 1, bytes.remaining() / Rebuilding.bytesOf(tensor.storage()));
    }

    private void network(String path, Tensor tensor, boolean parameter, ByteBuffer bytes) {
        if (!tensor.storage().type().equals("FloatStorage")) {
            throw new ScriptException(path + ": is a " + (parameter ? "parameter" : "buffer") + " of "
                    + tensor.storage().type() + "; only float32 travels, FloatStorage: save module.float()");
        }
        String before = storages.put(tensor.storage().key(), path);
        if (before != null) {
            throw new ScriptException(path + ": shares its values with " + before
                    + "; tensors that are one are not taken, give each its own (.clone())");
        }
        Role role = !parameter ? Role.BUFFER : tensor.gradient() ? Role.TRAINABLE : Role.FROZEN;
        try {
            tensors.add(new NetworkTensor(
                    new Parameter(path, role, tensor.shape().stream().map(Math::toIntExact).toList()), bytes));
        } catch (IllegalArgumentException unfit) {
            throw new ScriptException(path + ": " + unfit.getMessage());
        }
    }

    private void value(String path, Value value, String type, int depth) {
        values++;
        if (values > MOST_VALUES || depth > DEEPEST) {
            throw new ScriptException("data.pkl: has more than " + MOST_VALUES + " values, or is nested deeper than "
                    + DEEPEST + ", at " + named(path));
        }
        String inside = inside("Optional", type);
        if (value instanceof None && (type.equals("NoneType") || !inside.isEmpty())) {
            output.raw('N');
        } else if (!inside.isEmpty()) {
            value(path, value, inside, depth + 1);
        } else if (value instanceof Bool bool && type.equals("bool")) {
            output.raw(bool.value() ? 0x88 : 0x89);
        } else if (value instanceof Whole whole && type.equals("int")) {
            output.whole(whole.value());
        } else if (value instanceof Real real && type.equals("float")) {
            output.real(real.value());
        } else if (value instanceof Text text && type.equals("str")) {
            output.text(text.value());
        } else if (value instanceof Module module) {
            module(path, module, type, depth);
        } else if (value instanceof Items items && LISTS.containsKey(type)) {
            items(path, items, type, depth);
        } else if (value instanceof Tuple tuple && type.startsWith("Tuple[")) {
            tuple(path, tuple, inside("Tuple", type).split(",", -1), depth);
        } else {
            throw wrong(path, value, type);
        }
    }

    private void items(String path, Items items, String type, int depth) {
        output.global(LISTS.getOrDefault(type, "")).raw('(').raw(']').raw('(');
        items.values().forEach(item -> value(path, item, inside("List", type), depth + 1));
        output.raw('e').raw('t').raw('R');
    }

    private void tuple(String path, Tuple tuple, String[] types, int depth) {
        if (tuple.values().size() != types.length) {
            throw wrong(path, tuple, "Tuple of " + types.length);
        }
        output.raw('(');
        for (int i = 0; i < types.length; i++) {
            value(path, tuple.values().get(i), types[i], depth + 1);
        }
        output.raw('t');
    }

    private static String inside(String generic, String type) {
        return type.startsWith(generic + "[") && type.endsWith("]")
                ? type.substring(generic.length() + 1, type.length() - 1) : "";
    }

    private static ScriptException wrong(String path, Value value, String type) {
        return new ScriptException(named(path) + ": is a " + value.getClass().getSimpleName() + " where its class says "
                + type + "; numbers, texts, tensors, modules, and lists and tuples of numbers are taken");
    }

    private static String named(String path) {
        return path.isEmpty() ? "the module" : path;
    }
}
