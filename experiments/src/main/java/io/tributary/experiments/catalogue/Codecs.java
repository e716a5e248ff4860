package io.tributary.experiments.catalogue;

import io.tributary.protocol.plan.CodecSpec.PlugInCodec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.Sparsity;
import io.tributary.protocol.plan.CodecSpec.TopK;
import io.tributary.protocol.update.CodecPlugIn;
import io.tributary.protocol.update.UpdateCodec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes updates small: one sparsity at most, and what may stand beside it. */
final class Codecs {
    private static final String TITLE = "codecs of updates";
    private static final String PATH = "update.codec";
    private static final String PART = "part of each chunk's values that travels";

    private static final Kind<Sparsity> TOP_K = new Kind<>("topK",
            "The values of largest magnitude of each chunk, others on each device.",
            Optional.of(new Paper("Aji and Heafield 2017", "Sparse Communication for Distributed Gradient Descent",
                    "EMNLP")),
            "topK of the values, and for each of these about 2 + log2(1 / topK) bits for its position",
            "no rotate; rounds without secure aggregation", List.of(Setting.above("topK", 0, 1, PART)),
            "{ topK: 0.04 }", values -> new TopK(values.number("topK")));

    private static final Kind<Sparsity> RANDOM_SUBSET = new Kind<>("randomSubset",
            "A random subset of each chunk, drawn anew each round and the same on all devices.",
            Optional.of(new Paper("Konecny et al. 2016",
                    "Federated Learning: Strategies for Improving Communication Efficiency", "arXiv 1610.05492")),
            "randomSubset of the values; positions do not travel", "nothing",
            List.of(Setting.above("randomSubset", 0, 1, PART)), "{ randomSubset: 0.1 }",
            values -> new RandomSubset(values.number("randomSubset")));

    static final Kind<Quantizer> QUANTIZE = new Kind<>("quantize",
            "Each value rounded at random, without bias, to one of 2^bits - 1 levels.",
            Optional.of(new Paper("Alistarh et al. 2017",
                    "QSGD: Communication-Efficient SGD via Gradient Quantization and Encoding", "NeurIPS")),
            "bits / 32 of the bytes, and 4 bytes a chunk where range is left out",
            "range at most update.bound; with secure aggregation, a range",
            List.of(Setting.whole("bits", 2, 16, "of one value"),
                    Setting.above("range", 0, 1e9, "values beyond +-range are clipped to it")
                            .orFrom("each chunk's largest magnitude")),
            "{ bits: 4, range: 0.5 }",
            values -> new Quantizer(values.whole("bits"), values.find("range", Double.class).orElse(null)));

    static final Kind<Boolean> ROTATE = new Kind<>("rotate",
            "A seeded random Hadamard transform spreads each chunk, so that few levels fit all its values.",
            Optional.of(new Paper("Suresh et al. 2017", "Distributed Mean Estimation with Limited Communication",
                    "ICML")),
            "no bytes; n log2 n additions a chunk of n values, and as many for the way back", "quantize, and no topK",
            List.of(Setting.truth("rotate", false, "whether it is done")), "{ quantize: { bits: 4 }, rotate: true }",
            values -> values.truth("rotate"));

    static final Kind<Boolean> ERROR_FEEDBACK = new Kind<>("errorFeedback",
            "What encoding lost stays on the device and is added to its next update.",
            Optional.of(new Paper("Karimireddy et al. 2019",
                    "Error Feedback Fixes SignSGD and other Gradient Compression Schemes", "ICML")),
            "1 value of state a parameter on each device",
            "a sparsity, quantize or encoding; rounds without secure aggregation",
            List.of(Setting.truth("errorFeedback", false, "whether it is kept")),
            "{ sparsity: { topK: 0.04 }, errorFeedback: true }", values -> values.truth("errorFeedback"));

    static final Family<Sparsity> SPARSITIES =
            new Family<>(TITLE, PATH + ".sparsity", List.of(TOP_K, RANDOM_SUBSET));

    private static final List<Family<?>> ALL =
            List.of(SPARSITIES, new Family<>(TITLE, PATH + ".quantize", List.of(QUANTIZE)),
                    new Family<>(TITLE, PATH, List.of(ROTATE, ERROR_FEEDBACK)));

    private Codecs() {}

    /** Codecs of somebody's own: none comes with Tributary. */
    static Family<PlugInCodec> encodings() {
        return new PlugInKinds<CodecPlugIn, PlugInCodec>(new Family<>(TITLE, PATH + ".encoding", List.of()), List.of(),
                "as many bits a value as it says",
                (codec, spec, _) -> new PlugInCodec(spec, codec.bits(spec), codec.bytes(spec)))
                .with(UpdateCodec.plugIns());
    }

    /** All families of codecs, those of plug-ins last. */
    static List<Family<?>> all() {
        return Stream.concat(ALL.stream(), Stream.of(encodings())).toList();
    }
}
