package io.tributary.learning.djl.torchscript;

import io.tributary.learning.djl.torchscript.Value.Storage;
import io.tributary.learning.djl.torchscript.Value.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A TorchScript archive of one linear layer for three classes, as torch.jit.save of PyTorch 2.15 lays it out: with a normalization before it, or
 * dropout. Entries may be replaced before it is written.
 */
public final class TestArchive {
    /** What goes in. */
    public static final int INPUTS = 36;
    private static final String HEAD = """
            class Net(Module):
              __parameters__ = ["weight", "bias", ]
              __buffers__ = ["running_mean", "running_var", "seen", ]
              weight : Tensor
              bias : Optional[Tensor]
              running_mean : Tensor
              running_var : Tensor
              seen : Tensor
              training : bool
              _is_full_backward_hook : NoneType
              padding : List[int]
              momentum : Final[float] = 0.10000000000000001
              def forward(self: __torch__.Net,
                x: Tensor) -> Tensor:
                flat = torch.flatten(x, 1)
            """;
    private static final String TAIL = """
                weight = self.weight
                bias = self.bias
                return torch.linear(normal, weight, bias)
            """;
    private static final String FUNCTIONS = """
            def dropout(input: Tensor,
                p: float=0.5,
                training: bool=True) -> Tensor:
              return torch.dropout(input, p, training)
            """;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private TestArchive(String middle) {
        this(middle, INPUTS);
    }

    private TestArchive(String middle, int inputs) {
        Pickler state = new Pickler().global("__torch__.Net").raw(')').raw(0x81).raw('}').raw('(');
        tensor(state, "weight", 0, List.of(3L, (long) inputs), true, i -> (i % 7 - 3) / 20F);
        tensor(state, "bias", 1, List.of(3L), true, i -> i / 10F);
        tensor(state, "running_mean", 2, List.of((long) inputs), false, i -> 0);
        tensor(state, "running_var", 3, List.of((long) inputs), false, i -> 1);
        state.text("seen").tensor(new Tensor(new Storage("LongStorage", "4", 1), 0, List.of(), List.of(), false), 4, 1);
        entries.put("data/4", new byte[Long.BYTES]);
        state.text("training").raw(0x88).text("_is_full_backward_hook").raw('N').text("padding")
                .global("torch.jit._pickle.build_intlist").raw('(').raw(']').raw('(').whole(0).whole(2).raw('e')
                .raw('t')
                .raw('R');
        entries.put("data.pkl", state.raw('u').raw('b').finished());
        entries.put("constants.pkl", new Pickler().raw(')').finished());
        text("code/__torch__.py", HEAD + middle + TAIL);
        text("code/__torch__/torch/nn/functional.py", FUNCTIONS);
        text("code/__torch__.py.debug_pkl", "lines");
        text("byteorder", "little");
        text(".data/version", "3\n");
    }

    /** What a value is at a place. */
    private interface Filling {
        float at(int index);
    }

    private void tensor(Pickler state, String name, int key, List<Long> shape, boolean gradient, Filling filling) {
        int size = shape.stream().mapToInt(Long::intValue).reduce(1, Math::multiplyExact);
        List<Long> stride = shape.size() == 2 ? List.of(shape.get(1), 1L) : List.of(1L);
        state.text(name).tensor(new Tensor(new Storage("FloatStorage", "" + key, size), 0, shape, stride, gradient),
                key,
                size);
        ByteBuffer bytes = ByteBuffer.allocate(size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            bytes.putFloat(filling.at(i));
        }
        entries.put("data/" + key, bytes.array());
    }

    /** Nothing before the layer. */
    public static TestArchive plain() {
        return new TestArchive("    normal = flat\n");
    }

    /** For larger examples, which are multiplied before they come to the layer. */
    public static TestArchive scaled(int inputs, double factor) {
        return new TestArchive("    normal = torch.mul(flat, " + factor + ")\n", inputs);
    }

    /** A normalization with running statistics before it. */
    public static TestArchive normalized() {
        return new TestArchive("""
                    training = self.training
                    mean = self.running_mean
                    variance = self.running_var
                    if training:
                      seen = self.seen
                      _0 = torch.add_(seen, 1)
                    else:
                      pass
                    normal = torch.batch_norm(flat, None, None, mean, variance, training, 0.1, 1.0e-05, True)
                """);
    }

    /** Dropout before it. */
    public static TestArchive dropping() {
        return new TestArchive("""
                    _0 = __torch__.torch.nn.functional.dropout
                    training = self.training
                    normal = _0(flat, 0.5, training, )
                """);
    }

    /** A statement of its own before the layer. */
    public static TestArchive doing(String statement) {
        return new TestArchive("    normal = flat\n    " + statement + "\n");
    }

    TestArchive text(String entry, String content) {
        entries.put(entry, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    TestArchive raw(String entry, byte[] content) {
        entries.put(entry, content);
        return this;
    }

    TestArchive replaced(String entry, String from, String to) {
        byte[] before = entries.get(entry);
        String content = new String(before, StandardCharsets.ISO_8859_1);
        if (!content.contains(from)) {
            throw new IllegalArgumentException(entry + " has no " + from);
        }
        entries.put(entry, content.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    TestArchive without(String entry) {
        entries.remove(entry);
        return this;
    }

    /** The file. */
    public byte[] bytes() {
        RewrittenArchive archive = new RewrittenArchive();
        entries.forEach(archive::add);
        return archive.finished();
    }
}
