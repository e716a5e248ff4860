package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.ModuleState.NetworkTensor;
import io.tributary.learning.djl.torchscript.Value.Tensor;
import io.tributary.learning.djl.torchscript.Value.Tuple;
import io.tributary.protocol.parameters.Parameter;
import io.tributary.protocol.parameters.Parameter.Role;
import io.tributary.protocol.parameters.ParameterLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A module as torch.jit.save writes it: a zip archive of code, a pickle of the module's state, and its tensors. Everything in it is bounded;
 * the pickle is read and never carried out; the code is held against a list of operations. What the engine gets is an archive written anew
 * from what was read, in which buffers of float32 are parameters too, for it gives access to no others. Immutable.
 */
public final class ScriptArchive {
    private static final String CODE = "code/__torch__";
    private static final int MOST_VERSION = 10;

    private final List<NetworkTensor> tensors;
    private final byte[] rewritten;
    private final boolean draws;

    private ScriptArchive(List<NetworkTensor> tensors, byte[] rewritten, boolean draws) {
        this.tensors = tensors;
        this.rewritten = rewritten;
        this.draws = draws;
    }

    /**
     * Reads an archive.
     *
     * @param file its bytes, which are not copied
     * @throws ScriptException if it is broken, or has anything that is not allowed
     */
    public static ScriptArchive read(byte[] file) {
        Map<String, ByteBuffer> entries = withoutRoot(ZipEntries.read(file));
        ArchiveCode code = ArchiveCode.of(entries.entrySet().stream().filter(entry -> isCode(entry.getKey()))
                .map(entry -> CodeFile.of(entry.getKey(), CodeLine.read(entry.getKey(), entry.getValue()))).toList());
        RewrittenArchive written = new RewrittenArchive();
        TensorEntries data = new TensorEntries(entries, "data/");
        ModuleState state = new ModuleState(code.classes(), data);
        written.add("data.pkl", state.write(Unpickler.read("data.pkl", required(entries, "data.pkl"))));
        TensorEntries constants = new TensorEntries(entries, "constants/");
        written.add("constants.pkl", constants(required(entries, "constants.pkl"), constants));
        code.files().forEach(each -> written.add(each.entry(),
                code.text(each.entry(), state.reached()).getBytes(StandardCharsets.UTF_8)));
        written.addAll("data/", data.all());
        written.addAll("constants/", constants.all());
        written.add("version", version(entries));
        written.add("byteorder", "little".getBytes(StandardCharsets.UTF_8));
        List<NetworkTensor> tensors = state.tensors().stream()
                .sorted(Comparator.comparing(tensor -> tensor.parameter().role())).toList();
        if (tensors.stream().noneMatch(tensor -> tensor.parameter().role() == Role.TRAINABLE)) {
            throw new ScriptException("it has no parameter that is trained; save the module with its parameters"
                    + " (requires_grad), not frozen by torch.jit.freeze");
        }
        return new ScriptArchive(tensors, written.finished(), code.draws());
    }

    private static Map<String, ByteBuffer> withoutRoot(Map<String, ByteBuffer> all) {
        Map<String, ByteBuffer> entries = new LinkedHashMap<>();
        String root = all.keySet().stream().findFirst().orElse("").replaceFirst("/.*", "/");
        all.forEach((name, bytes) -> {
            String inside = name.startsWith(root) ? name.substring(root.length()) : "";
            if (inside.endsWith(".debug_pkl") || inside.startsWith(".data/") || inside.startsWith(".format_version")
                    || inside.startsWith(".storage_alignment") || inside.startsWith("extra/")) {
                if (inside.equals(".data/version")) {
                    entries.put("version", bytes);
                }
            } else if (isCode(inside)
                    || inside.matches("(data|constants)/[0-9]{1,9}|(data|constants)[.]pkl|version|byteorder")) {
                entries.put(inside, bytes);
            } else {
                throw new ScriptException("it has an entry " + name + ", which torch.jit.save does not write");
            }
        });
        return entries;
    }

    private static boolean isCode(String name) {
        return name.startsWith(CODE) && name.matches("code/__torch__(/[A-Za-z_][A-Za-z0-9_]*)*[.]py");
    }

    private static ByteBuffer required(Map<String, ByteBuffer> entries, String name) {
        ByteBuffer entry = entries.get(name);
        if (entry == null) {
            throw new ScriptException("it has no entry " + name + "; torch.jit.save(torch.jit.script(module), FILE)"
                    + " writes one, torch.save does not");
        }
        return entry;
    }

    private static byte[] version(Map<String, ByteBuffer> entries) {
        String order = text(entries.getOrDefault("byteorder", ByteBuffer.wrap(new byte[0])));
        String version = text(required(entries, "version"));
        if (!version.matches("[0-9]{1,3}") || Integer.parseInt(version) > MOST_VERSION
                || !(order.isEmpty() || order.equals("little"))) {
            throw new ScriptException("it is of version '" + version + "' and byte order '" + order
                    + "'; versions to " + MOST_VERSION + " in little-endian order are read");
        }
        return (version + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        return bytes.remaining() > 16 ? "?" : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString().strip();
    }

    private static byte[] constants(ByteBuffer pickle, TensorEntries entries) {
        if (!(Unpickler.read("constants.pkl", pickle) instanceof Tuple tuple)) {
            throw new ScriptException("constants.pkl holds no tuple");
        }
        Pickler output = new Pickler().raw('(');
        for (Value value : tuple.values()) {
            if (!(value instanceof Tensor tensor)) {
                throw new ScriptException("constants.pkl holds a " + value.getClass().getSimpleName()
                        + "; only tensors are taken");
            }
            ByteBuffer bytes = entries.take("constants.pkl", tensor);
            output.tensor(tensor, entries.all().size() - 1, bytes.remaining() / Rebuilding.bytesOf(tensor.storage()));
        }
        return output.raw('t').finished();
    }

    /**
     * The network's tensors, by role: trained ones, buffers, and parameters that need no gradient. Buffers of whole numbers are none of them.
     *
     * @throws ScriptException if they are no layout
     */
    public ParameterLayout layout() {
        List<Parameter> parameters = new ArrayList<>();
        tensors.forEach(tensor -> parameters.add(tensor.parameter()));
        try {
            return new ParameterLayout(parameters);
        } catch (IllegalArgumentException unfit) {
            throw new ScriptException(String.valueOf(unfit.getMessage()));
        }
    }

    /** Their values in the file: a new vector of the layout's size. @throws ScriptException if one is no number */
    public float[] values() {
        float[] values = new float[layout().size()];
        int offset = 0;
        for (NetworkTensor tensor : tensors) {
            int size = tensor.parameter().size();
            tensor.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values, offset, size);
            for (int i = 0; i < size; i++) {
                if (!Float.isFinite(values[offset + i])) {
                    throw new ScriptException(tensor.parameter().name() + ": holds " + values[offset + i] + " at " + i
                            + "; all values must be finite");
                }
            }
            offset += size;
        }
        return values;
    }

    /** The archive for the engine; not to be changed. */
    public byte[] forEngine() {
        return rewritten;
    }

    /** Whether it draws from the engine's generator, as dropout does. */
    public boolean draws() {
        return draws;
    }
}
