package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.Value.Bool;
import io.tributary.learning.djl.torchscript.Value.Global;
import io.tributary.learning.djl.torchscript.Value.Items;
import io.tributary.learning.djl.torchscript.Value.Module;
import io.tributary.learning.djl.torchscript.Value.Named;
import io.tributary.learning.djl.torchscript.Value.None;
import io.tributary.learning.djl.torchscript.Value.Real;
import io.tributary.learning.djl.torchscript.Value.Text;
import io.tributary.learning.djl.torchscript.Value.Tuple;
import io.tributary.learning.djl.torchscript.Value.Whole;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks over a pickle of protocol 2 and says what it holds. It has the operations that torch.jit.save writes and no others, looks no name
 * up and calls nothing: what Python would call is one of {@link Rebuilding}'s few forms, or refused by its name.
 */
final class Unpickler {
    private static final int MOST_STEPS = 1 << 20;
    private static final int LONGEST_TEXT = 1 << 16;

    private final String entry;
    private final ByteBuffer input;
    private final List<Value> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Value> memo = new HashMap<>();

    private Unpickler(String entry, ByteBuffer input) {
        this.entry = entry;
        this.input = input.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws ScriptException naming the entry and the byte, if it is cut short or holds anything else */
    static Value read(String entry, ByteBuffer pickle) {
        Unpickler walk = new Unpickler(entry, pickle);
        try {
            return walk.run();
        } catch (BufferUnderflowException end) {
            throw walk.wrong("it is cut short");
        }
    }

    private ScriptException wrong(String what) {
        return new ScriptException(entry + ", byte " + input.position() + ": " + what);
    }

    private Value run() {
        for (int step = 0; step < MOST_STEPS; step++) {
            int operation = input.get() & 0xFF;
            if (operation == '.') {
                Value whole = pop();
                if (!stack.isEmpty() || input.hasRemaining()) {
                    throw wrong("it goes on after its end");
                }
                return whole;
            }
            perform(operation);
        }
        throw wrong("it has more than " + MOST_STEPS + " operations");
    }

    private void perform(int operation) {
        switch (operation) {
            case 0x80 -> require(input.get() == 2, "only protocol 2 is read");
            case 'c' -> push(new Global(Rebuilding.allowed(line() + "." + line(), this::wrong)));
            case 'q' -> memo.put(input.get() & 0xFF, top());
            case 'r' -> memo.put(input.getInt(), top());
            case 'h' -> push(remembered(input.get() & 0xFF));
            case 'j' -> push(remembered(input.getInt()));
            case '(' -> marks.push(stack.size());
            case ')' -> push(new Tuple(List.of()));
            case 't' -> push(new Tuple(List.copyOf(fromMark())));
            case 0x85, 0x86, 0x87 -> push(new Tuple(List.copyOf(last(operation - 0x84))));
            case ']' -> push(new Items(new ArrayList<>()));
            case 'a' -> append(last(1));
            case 'e' -> append(fromMark());
            case '}' -> push(new Named(new LinkedHashMap<>()));
            case 's' -> put(last(2));
            case 'u' -> put(fromMark());
            case 'N' -> push(new None());
            case 0x88 -> push(new Bool(true));
            case 0x89 -> push(new Bool(false));
            case 'K' -> push(new Whole(input.get() & 0xFF));
            case 'M' -> push(new Whole(input.getShort() & 0xFFFF));
            case 'J' -> push(new Whole(input.getInt()));
            case 0x8a -> push(new Whole(whole(input.get() & 0xFF)));
            case 'G' -> push(new Real(Double.longBitsToDouble(Long.reverseBytes(input.getLong()))));
            case 'X' -> push(new Text(text(input.getInt())));
            case 0x81 -> make();
            case 'b' -> build();
            case 'Q' -> push(Rebuilding.storage(pop(), this::wrong));
            case 'R' -> reduce();
            default -> throw wrong("operation 0x" + Integer.toHexString(operation)
                    + " of pickles is none that torch.jit.save writes");
        }
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw wrong(what);
        }
    }

    private void push(Value value) {
        stack.add(value);
    }

    private Value top() {
        require(stack.size() > floor(), "there is nothing to take");
        return stack.get(stack.size() - 1);
    }

    private Value pop() {
        Value top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.getFirst();
    }

    private List<Value> last(int count) {
        require(stack.size() - floor() >= count, "there is nothing to take");
        List<Value> part = stack.subList(stack.size() - count, stack.size());
        List<Value> taken = new ArrayList<>(part);
        part.clear();
        return taken;
    }

    private List<Value> fromMark() {
        require(!marks.isEmpty(), "there is no mark to go back to");
        List<Value> taken = last(stack.size() - floor());
        marks.pop();
        return taken;
    }

    private Value remembered(int index) {
        Value value = memo.get(index);
        if (value == null) {
            throw wrong("it names " + index + ", which it did not keep");
        }
        return value;
    }

    private void append(List<Value> values) {
        if (!(top() instanceof Items items)) {
            throw wrong("it appends to what is no list");
        }
        items.values().addAll(values);
    }

    private void put(List<Value> pairs) {
        if (!(top() instanceof Named named) || pairs.size() % 2 != 0) {
            throw wrong("it puts into what is no mapping");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            if (!(pairs.get(i) instanceof Text name)) {
                throw wrong("a name in a mapping is no text");
            }
            require(named.values().put(name.value(), pairs.get(i + 1)) == null,
                    "it has two values " + name.value());
        }
    }

    private void make() {
        require(pop().equals(new Tuple(List.of())), "modules are made without arguments");
        if (!(pop() instanceof Global type) || !Rebuilding.isModule(type.name())) {
            throw wrong("it makes what is no module of the archive");
        }
        push(new Module(type.name(), new LinkedHashMap<>()));
    }

    private void build() {
        Value state = pop();
        if (!(top() instanceof Module module) || !(state instanceof Named named) || !module.attributes().isEmpty()) {
            throw wrong("it gives attributes to what is no new module");
        }
        module.attributes().putAll(named.values());
    }

    private void reduce() {
        Value arguments = pop();
        Value called = pop();
        if (!(called instanceof Global global) || !(arguments instanceof Tuple tuple)) {
            throw wrong("it calls what is no name");
        }
        push(Rebuilding.called(global.name(), tuple.values(), this::wrong));
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char next = (char) (input.get() & 0xFF); next != '\n'; next = (char) (input.get() & 0xFF)) {
            require(line.length() < LONGEST_TEXT, "a name is too long");
            line.append(next);
        }
        return line.toString();
    }

    private long whole(int length) {
        require(length <= Long.BYTES, "a whole number has more than 64 bits");
        long value = 0;
        for (int i = 0; i < length; i++) {
            long next = i == length - 1 ? input.get() : input.get() & 0xFF;
            value |= next << (Byte.SIZE * i);
        }
        return value;
    }

    private String text(int length) {
        require(length >= 0 && length <= LONGEST_TEXT && length <= input.remaining(), "a text has " + length
                + " bytes");
        byte[] bytes = new byte[length];
        input.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
