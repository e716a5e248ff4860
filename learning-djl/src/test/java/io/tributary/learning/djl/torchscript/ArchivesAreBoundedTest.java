package io.tributary.learning.djl.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.learning.djl.torchscript.Value.Storage;
import io.tributary.learning.djl.torchscript.Value.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bound of the zip, of the tensors, of the state and of the code, one step beyond it. */
final class ArchivesAreBoundedTest {
    private static final String NET = "code/__torch__.py";
    private static final int FLAGS = 8;
    private static final int LOCAL = 42;
    private static final int NAME = 46;

    private static String refused(Executable reading) {
        String said = String.valueOf(assertThrows(ScriptException.class, reading).getMessage());
        assertEquals(1, said.lines().count(), said);
        return said;
    }

    private static void refused(String why, byte[] file) {
        String said = refused(() -> ScriptArchive.read(file).values());
        assertTrue(said.contains(why), said);
    }

    /** What is done to one entry of the file. */
    private interface Adding {
        void to(ZipOutputStream zip) throws IOException;
    }

    private static byte[] zip(Adding adding) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            adding.to(zip);
        }
        return file.toByteArray();
    }

    private static byte[] stored(String... names) throws IOException {
        byte[] content = {7};
        CRC32 sum = new CRC32();
        sum.update(content);
        return zip(zip -> {
            for (String name : names) {
                ZipEntry entry = new ZipEntry(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(1);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(content);
            }
        });
    }

    /** The file with a byte of its directory's last entry, whose name has three letters, set. */
    private static byte[] changed(byte[] file, int at, int value) {
        file[file.length - 22 - NAME - 3 + at] = (byte) value;
        return file;
    }

    @Test
    void entriesAreFewShortAndApart() throws IOException {
        String[] many = Collections.nCopies((1 << 14) + 1, "").toArray(String[]::new);
        for (int i = 0; i < many.length; i++) {
            many[i] = "r/" + i;
        }
        refused("it has 16385 entries; at most 16384 are read", stored(many));
        refused("the name of an entry has 513 bytes", stored("r".repeat(513)));
        assertEquals(2, ZipEntries.read(stored("r/a", "r/b")).size());
        refused("it has two entries r/a", changed(stored("r/a", "r/b"), NAME + 2, 'a'));
        refused("two of its entries share the bytes from 0 on", changed(stored("r/a", "r/b"), LOCAL, 0));
        refused("has no header of its own, or is encrypted", changed(stored("r/a", "r/b"), FLAGS, 1));
        refused("points beyond 2 GiB", changed(stored("r/a", "r/b"), LOCAL + 3, 0x80));
    }

    @Test
    void compressedEntriesMayNotGrowBeyondABoundTogether() throws IOException {
        byte[] five = new byte[5 << 20];
        refused("compressed entries may have 8388608 together", zip(zip -> {
            for (String name : List.of("r/a", "r/b")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(five);
            }
        }));
        byte[] lying = zip(zip -> {
            zip.putNextEntry(new ZipEntry("r/a"));
            zip.write(new byte[1000]);
        });
        refused("does not grow to the 1001 bytes", changed(lying, 24, 1001 & 0xFF));
    }

    private static void tensor(String why, long offset, List<Long> shape, List<Long> stride) {
        TensorEntries entries = new TensorEntries(Map.of("data/0", ByteBuffer.allocate(16)), "data/");
        Tensor tensor = new Tensor(new Storage("FloatStorage", "0", 4), offset, shape, stride, true);
        String said = refused(() -> entries.take("w", tensor));
        assertTrue(said.startsWith("w: ") && said.contains(why), said);
    }

    @Test
    void tensorsLieWithinTheirEntryOneValueAfterAnother() {
        tensor("its values are not one after another", 0, List.of(2L, 2L), List.of(1L, 2L));
        tensor("2 values from 3 on are more than the 4", 3, List.of(2L), List.of(1L));
        tensor("5 values from 0 on are more than the 4", 0, List.of(5L), List.of(1L));
        tensor("has 9 dimensions", 0, Collections.nCopies(9, 1L), Collections.nCopies(9, 1L));
        tensor("has 1 dimensions and 2 steps", 0, List.of(4L), List.of(4L, 1L));
        tensor("is larger than any file may be", 0, List.of(1L << 20, 1L << 20), List.of(1L << 20, 1L));
        tensor("is larger than any file may be", 0, List.of(1L << 32), List.of(1L));
    }

    @Test
    void anEntryIsAsLongAsItsStorage() {
        TensorEntries longer = new TensorEntries(Map.of("data/0", ByteBuffer.allocate(20)), "data/");
        Tensor tensor = new Tensor(new Storage("FloatStorage", "0", 4), 0, List.of(4L), List.of(1L), true);
        assertTrue(refused(() -> longer.take("w", tensor)).contains("should have 4 values of FloatStorage"));
    }

    @Test
    void aTensorHasNoHooks() {
        String none = "ccollections\nOrderedDict\n)R";
        refused("a tensor has hooks",
                TestArchive.plain().replaced("data.pkl", none, none + "X\u0001\0\0\0aNs").bytes());
    }

    @Test
    void aModuleInItselfEnds() {
        byte[] state = new Pickler().global("__torch__.Net").raw(')').raw(0x81).raw('q').raw(0).raw('}').raw('(')
                .text("training").raw(0x88).text("same").raw('h').raw(0).raw('u').raw('b').finished();
        refused("or is nested deeper than 64, at same.same", TestArchive.plain().raw("data.pkl", state).text(NET, """
                class Net(Module):
                  training : bool
                  same : __torch__.Net
                  def forward(self: __torch__.Net,
                    x: Tensor) -> Tensor:
                    return x
                """).bytes());
    }

    @Test
    void aListHasAnEnd() {
        Pickler list = new Pickler().global("torch.jit._pickle.build_intlist").raw('(').raw(']').raw('(');
        String few = new String(list.whole(0).whole(2).raw('e').raw('t').raw('R').finished(),
                StandardCharsets.ISO_8859_1);
        String many = few.replace("](", "](" + "K\0".repeat(1 << 18));
        refused("data.pkl: has more than 262144 values", TestArchive.plain()
                .replaced("data.pkl", few.substring(2, few.length() - 1), many.substring(2, many.length() - 1))
                .bytes());
    }

    @Test
    void valuesAreFiniteAndSomethingIsTrained() {
        byte[] weight = new byte[3 * 36 * Float.BYTES];
        ByteBuffer.wrap(weight).order(ByteOrder.LITTLE_ENDIAN).putFloat(8, Float.NaN);
        refused("weight: holds NaN at 2", TestArchive.plain().raw("data/0", weight).bytes());
        refused("it has no parameter that is trained",
                TestArchive.plain().replaced("data.pkl", "\u0088", "\u0089").bytes());
        refused("constants.pkl holds a Whole", TestArchive.plain()
                .raw("constants.pkl", new Pickler().raw('(').whole(1).raw('t').finished()).bytes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a = torch.add.save(flat)|operation torch.add.save is not allowed",
        "a = torch.add|operation torch.add is not allowed",
        "a = ops.prim.dtype|operation ops.prim.dtype is not allowed",
        "a = ops.aten.dtype(flat)|operation ops.aten.dtype is not allowed",
        "torch.warn|operation torch.warn is not allowed",
        "a = torch.warn(flat)|operation torch.warn is not allowed",
        "a = getattr(flat, name)|takes an attribute in a way",
        "a = getattr(flat, \"a\", \"b\")|takes an attribute in a way",
        "a = __torch__.Net|",
        "a = __import__|has '__import__'",
        "a = [flat](0)|calls what has no name",
        "a = \"save\"(0)|calls what has no name",
        "a = flat == flat|has an operator",
        "a = -flat|has an operator",
        "a = unchecked_cast(Tensor)|has a cast that torch.jit.save does not write"})
    void codeIsAsTorchWritesIt(String statement, String why) {
        byte[] file = TestArchive.doing(statement.strip()).bytes();
        if (why == null) {
            assertEquals(3 * 36 + 3 + 72, ScriptArchive.read(file).layout().size());
        } else {
            refused(why, file);
        }
    }

    @Test
    void aClassHasNothingThatIsCalledBehindItsBack() {
        String method = "  def %s(self: __torch__.Net) -> bool:\n    return True\n";
        for (String name : List.of("twice", "__setstate__")) {
            refused("has a method " + name, TestArchive.plain().replaced(NET, "  def forward",
                    method.formatted(name) + method.formatted(name) + "  def forward").bytes());
        }
        refused("has a method __setstate__", TestArchive.plain()
                .replaced(NET, "  def forward", method.formatted("__setstate__") + "  def forward").bytes());
        refused("has an attribute __hidden", TestArchive.plain()
                .replaced(NET, "  training : bool", "  __hidden : int\n  training : bool").bytes());
    }

    @Test
    void codeIsNestedOnlySoDeep() {
        refused("brackets are nested deeper than 64",
                TestArchive.doing("a = " + "(".repeat(65) + "1" + ")".repeat(65)).bytes());
        refused("brackets that are not closed", TestArchive.doing("a = (1").bytes());
        refused("it is nested deeper than 64", TestArchive.doing("if flat:\n" + " ".repeat(129) + "pass").bytes());
        refused("a statement has 16386 words", TestArchive.doing("a = [" + "1,".repeat(8191) + "]").bytes());
        StringBuilder functions = new StringBuilder();
        for (int i = 0; i < 4096; i++) {
            functions.append("def f").append(i).append("(input: Tensor) -> Tensor:\n  return input\n");
        }
        refused("more than 4096 definitions",
                TestArchive.plain().text("code/__torch__/torch/nn/functional.py", functions.toString()).bytes());
    }
}
