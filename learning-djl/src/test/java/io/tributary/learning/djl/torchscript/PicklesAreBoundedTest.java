package io.tributary.learning.djl.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bound and each form of a pickle, one step beyond it. */
final class PicklesAreBoundedTest {
    /** A pickle and a part of what is said of it. */
    record Wrong(String why, Pickler pickle) {
        @Override
        public String toString() {
            return why;
        }
    }

    private static Pickler times(Pickler pickle, int operation, int count) {
        for (int i = 0; i < count; i++) {
            pickle.raw(operation);
        }
        return pickle;
    }

    private static Pickler text(int length) {
        Pickler pickle = new Pickler().raw('X');
        for (int i = 0; i < Integer.SIZE; i += Byte.SIZE) {
            pickle.raw(length >>> i & 0xFF);
        }
        return pickle;
    }

    private static Pickler made() {
        return new Pickler().global("__torch__.Net").raw(')').raw(0x81);
    }

    static Stream<Wrong> pickles() {
        return Stream.of(new Wrong("it has more than 1048576 operations", times(new Pickler(), 'N', 1 << 20)),
                new Wrong("a text has 65537 bytes", times(text((1 << 16) + 1), 'a', (1 << 16) + 1)),
                new Wrong("a text has -1 bytes", text(-1)), new Wrong("a text has 7 bytes", text(7)),
                new Wrong("a name is too long", times(new Pickler().raw('c'), 'a', (1 << 16) + 1)),
                new Wrong("it names 3, which it did not keep", new Pickler().raw('h').raw(3)),
                new Wrong("there is no mark to go back to", new Pickler().raw('N').raw('t')),
                new Wrong("there is nothing to take", new Pickler().raw('N').raw('(').raw(0x85).raw('t')),
                new Wrong("a whole number has more than 64 bits", times(new Pickler().raw(0x8a).raw(9), 0, 9)),
                new Wrong("it has two values a", new Pickler().raw('}').raw('(').text("a").raw('N').text("a").raw('N')
                        .raw('u')),
                new Wrong("a name in a mapping is no text", new Pickler().raw('}').raw('N').raw('N').raw('s')),
                new Wrong("it puts into what is no mapping", new Pickler().raw(']').text("a").raw('N').raw('s')),
                new Wrong("it appends to what is no list", new Pickler().raw('}').raw('N').raw('a')),
                new Wrong("it goes on after its end", new Pickler().raw('N').raw('N')),
                new Wrong("it goes on after its end", new Pickler().raw('N').raw('.')),
                new Wrong("only protocol 2 is read", new Pickler().raw(0x80).raw(4)),
                new Wrong("modules are made without arguments",
                        new Pickler().global("__torch__.Net").raw('N').raw(0x85).raw(0x81)),
                new Wrong("it makes what is no module of the archive",
                        new Pickler().global("collections.OrderedDict").raw(')').raw(0x81)),
                new Wrong("it gives attributes to what is no new module", new Pickler().raw('N').raw('}').raw('b')),
                new Wrong("it gives attributes to what is no new module",
                        made().raw('}').text("a").raw('N').raw('s').raw('b').raw('}').raw('b')),
                new Wrong("it calls collections.OrderedDict in a way",
                        new Pickler().global("collections.OrderedDict").raw('N').raw(0x85).raw('R')),
                new Wrong("it calls __torch__.Net in a way", new Pickler().global("__torch__.Net").raw(')').raw('R')),
                new Wrong("it calls what is no name", new Pickler().raw('N').raw(')').raw('R')),
                new Wrong("it names a storage in a way", new Pickler().raw('N').raw('Q')),
                new Wrong("it names torch.OtherStorage", new Pickler().global("torch.OtherStorage")),
                new Wrong("it names FloatStorage.x", new Pickler().global("FloatStorage.x")));
    }

    @ParameterizedTest
    @MethodSource("pickles")
    void oneStepBeyondIsRefused(Wrong wrong) {
        String said = String.valueOf(assertThrows(ScriptException.class,
                () -> Unpickler.read("data.pkl", ByteBuffer.wrap(wrong.pickle().finished()))).getMessage());
        assertTrue(said.startsWith("data.pkl, byte ") && said.contains(wrong.why()), said);
    }

    @Test
    void whatIsWithinItsBoundIsRead() {
        byte[] longest = times(text(1 << 16), 'a', 1 << 16).finished();
        assertEquals(new Value.Text("a".repeat(1 << 16)), Unpickler.read("data.pkl", ByteBuffer.wrap(longest)));
        byte[] cut = Arrays.copyOf(longest, longest.length - 1);
        assertTrue(assertThrows(ScriptException.class, () -> Unpickler.read("data.pkl", ByteBuffer.wrap(cut)))
                .getMessage().endsWith("it is cut short"));
    }
}
