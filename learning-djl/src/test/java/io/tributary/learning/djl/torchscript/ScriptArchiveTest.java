package io.tributary.learning.djl.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of an archive, and what is refused. */
final class ScriptArchiveTest {
    private static final String NET = "code/__torch__.py";

    private static void refused(TestArchive archive, String why) {
        refused(archive.bytes(), why);
    }

    private static void refused(byte[] file, String why) {
        String said = String
                .valueOf(assertThrows(ScriptException.class, () -> ScriptArchive.read(file)).getMessage());
        assertTrue(said.contains(why), said);
        assertEquals(1, said.lines().count());
    }

    @Test
    void tensorsAreThoseOfTheFileByRole() {
        ScriptArchive archive = ScriptArchive
                .read(TestArchive.normalized().without("code/__torch__/torch/nn/functional.py").bytes());
        assertEquals(List.of(new Parameter("weight", Role.TRAINABLE, List.of(3, 36)),
                new Parameter("bias", Role.TRAINABLE, List.of(3)),
                new Parameter("running_mean", Role.BUFFER, List.of(36)),
                new Parameter("running_var", Role.BUFFER, List.of(36))), archive.layout().parameters());
        float[] values = archive.values();
        assertEquals(-3 / 20F, values[0]);
        assertEquals(0.2F, values[3 * 36 + 2]);
        assertEquals(1, values[values.length - 1]);
        assertFalse(archive.draws());
        assertTrue(ScriptArchive.read(TestArchive.dropping().bytes()).draws());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "torch.save(flat, \"f\")|operation torch.save is not allowed",
        "a = torch.from_file(\"f\", True, 3)|operation torch.from_file is not allowed",
        "a = torch.empty([3])|operation torch.empty is not allowed",
        "a = ops.own.thing(flat)|operation ops.own.thing is not allowed",
        "a = ops.prim.Print(flat)|operation ops.prim.Print is not allowed",
        "print(flat)|calls print",
        "a = fork(flat)|calls fork",
        "a = (flat).save(\"f\")|calls or reads save",
        "a = getattr(flat, \"save\")(\"f\")|calls what has no name",
        "a = torch.save|operation torch.save is not allowed",
        "a = __torch__.os.system|__torch__.os.system is no function or module",
        "a = __torch__.Net(flat)|__torch__.Net is no function",
        "import os|has 'import'",
        "self.bias = flat|assigns to self.bias; write into a buffer in place",
        "a = flat + flat|is not as torch.jit.save writes code",
        "a = self.__class__|calls or reads __class__",
        "with flat:|has 'with'"})
    void codeThatDoesMoreThanCountIsRefusedByNameAndPlace(String statement, String why) {
        refused(TestArchive.doing(statement.strip()), why);
        refused(TestArchive.doing(statement.strip()), NET + ", line 17: ");
    }

    @Test
    void aLocalNameDoesNotHideAnOperation() {
        refused(TestArchive.doing("f = flat.save\n    a = f(\"x\")"), "calls f, which is no function");
        refused(TestArchive.doing("f = __torch__.torch.nn.functional.dropout\n    f = flat.save\n    a = f(\"x\")"),
                "calls f, which is no function");
    }

    @Test
    void aMethodOfTheArchiveIsNeverTakenForAnOperation() {
        byte[] file = TestArchive.doing("a = (self).save(flat, )").replaced(NET, "  def forward",
                "  def save(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n    return x\n  def forward").bytes();
        String code = new String(ScriptArchive.read(file).forEngine(), StandardCharsets.ISO_8859_1);
        assertTrue(code.contains("save__own"), code);
        assertFalse(code.contains(". save ("), code);
    }

    @Test
    void aCastIsChecked() {
        String code = new String(
                ScriptArchive.read(TestArchive.doing("a = unchecked_cast(Tensor, flat)").bytes()).forEngine(),
                StandardCharsets.ISO_8859_1);
        assertTrue(code.contains("a = torch . _unwrap_optional ( flat )"), code);
    }

    @Test
    void picklesNameOnlyWhatModulesNeed() {
        refused(TestArchive.plain().text("data.pkl", "\u0002"), "data.pkl, byte 1: operation 0x2");
        refused(TestArchive.plain().replaced("data.pkl", "c__torch__\nNet", "cos\nsystem"),
                "it names os.system, which no module of tensors needs");
        refused(TestArchive.plain().replaced("data.pkl", "c__torch__\nNet", "c__torch__\nNot"),
                "the module: is a Module");
    }

    @Test
    void whatTheStateHoldsIsWhatTheCodeDeclares() {
        refused(TestArchive.plain().replaced("data.pkl", "FloatStorage", "DoubleStorage"),
                "weight: entry data/0 should have 108 values of DoubleStorage");
        refused(TestArchive.plain().replaced("data.pkl", "LongStorage", "DoubleStorage"),
                "seen: is a buffer of DoubleStorage; only float32 travels");
        refused(TestArchive.plain().replaced(NET, "training : bool", "training : int"), "training among them");
        refused(TestArchive.plain().replaced(NET, "padding : List[int]", "padding : Tensor"),
                "padding: is a Items where its class says Tensor");
        refused(TestArchive.plain().replaced(NET, "class Net(Module)", "class Net(NamedTuple)"),
                "only modules are taken");
        refused(TestArchive.plain().replaced(NET, "  __buffers__", "  __forward_hooks__"), "hooks and the like");
        refused(TestArchive.plain().without("data/0"), "weight: entry data/0 should have 108 values");
        refused(TestArchive.plain().replaced("data.pkl", "X\u0001\0\0\0" + "3", "X\u0001\0\0\0" + "2"),
                "running_var: shares its values with running_mean");
    }

    @Test
    void aFileThatIsNoSuchArchiveIsRefused() {
        byte[] file = TestArchive.plain().bytes();
        for (int length = 0; length < file.length; length += 101) {
            refused(Arrays.copyOf(file, length), "");
        }
        refused(Arrays.copyOf(file, file.length - 1), "it is cut short");
        byte[] lying = file.clone();
        lying[lying.length - 6] ^= 1; // where its directory begins
        refused(lying, "its directory");
        byte[] changed = file.clone();
        changed[60] ^= 1;
        refused(changed, "checksum");
        refused(TestArchive.plain().text("code/other.txt", ""), "which torch.jit.save does not write");
        refused(TestArchive.plain().without("constants.pkl"), "it has no entry constants.pkl");
        refused(TestArchive.plain().text(".data/version", "99"), "it is of version '99'");
    }
}
