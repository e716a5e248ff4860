package io.tributary.examples.config;

import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.RandomSubset;
import io.tributary.protocol.plan.CodecSpec.Sparsity;
import io.tributary.protocol.plan.CodecSpec.TopK;
import java.util.List;
import java.util.Optional;

/** Section {@code update.codec}: which values of an update travel, and in how many bits. */
final class CodecConfig {
    private static final Form<Double> FRACTION = Forms.above(0, 1);
    private static final List<String> SPARSITIES = List.of("topK", "randomSubset");

    private final Section section;
    private final double bound;
    private boolean impossible;

    private CodecConfig(Section section, double bound) {
        this.section = section;
        this.bound = bound;
    }

    /** The codec, unless there is a mistake, which is noted. */
    static Optional<CodecSpec> read(Section section, double bound) {
        return new CodecConfig(section, bound).read();
    }

    private Optional<CodecSpec> read() {
        Optional<Sparsity> sparsity = section.node("sparsity").flatMap(_ -> sparsity(section.section("sparsity")));
        boolean rotate = section.get("rotate", Forms.truth(), false);
        Optional<Quantizer> quantizer = section.node("quantize").map(_ -> quantizer(section.section("quantize")));
        boolean feedback = section.get("errorFeedback", Forms.truth(), false);
        section.end();
        if (section.node("sparsity").isEmpty() && quantizer.isEmpty()) {
            refuse("quantize", "is missing, and so is sparsity; give one of them, or leave update.codec out");
        }
        if (rotate && sparsity.filter(TopK.class::isInstance).isPresent()) {
            refuse("rotate", "goes not with sparsity.topK: rotation spreads what top-k picks; use randomSubset, or no"
                    + " rotation");
        } else if (rotate && quantizer.isEmpty()) {
            refuse("rotate", "needs quantize: it spreads values so that few levels fit them all");
        }
        return impossible ? Optional.empty()
                : Optional.of(new CodecSpec(sparsity.orElse(null), rotate, quantizer.orElse(null), feedback));
    }

    private Optional<Sparsity> sparsity(Section choice) {
        Optional<Double> topK = choice.find("topK", FRACTION);
        Optional<Double> subset = choice.find("randomSubset", FRACTION);
        choice.end();
        if (topK.isPresent() == subset.isPresent()) {
            refuse("sparsity", "expected one of " + String.join(", ", SPARSITIES) + ", found "
                    + (topK.isPresent() ? "both" : "none"));
            return Optional.empty();
        }
        return topK.isPresent() ? topK.map(TopK::new) : subset.map(RandomSubset::new);
    }

    private Quantizer quantizer(Section settings) {
        Quantizer quantizer = new Quantizer(settings.require("bits", Forms.whole(2, 16)),
                settings.find("range", Forms.above(0, 1e9)).orElse(null));
        settings.end();
        if (quantizer.range() != null && quantizer.range() > bound) {
            settings.complain("range", "is " + Forms.plain(quantizer.range()) + ", but update.bound is "
                    + Forms.plain(bound) + "; a range is at most the bound");
            impossible = true;
        }
        return quantizer;
    }

    private void refuse(String key, String message) {
        section.complain(key, message);
        impossible = true;
    }
}
