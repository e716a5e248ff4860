package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.CodecSpec.PlugInCodec;
import io.tributary.protocol.plan.CodecSpec.Quantizer;
import io.tributary.protocol.plan.CodecSpec.Sparsity;
import io.tributary.protocol.plan.CodecSpec.TopK;
import java.util.Optional;

/** Section {@code update.codec}: which values of an update travel, and in how many bits. */
final class CodecConfig {
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
        Optional<Sparsity> sparsity =
                new Choice<>(section, "sparsity", Catalogue.sparsities(), Sizes.NONE).read();
        boolean rotate = new KindKey<>(section, Catalogue.rotate()).read().orElse(false);
        Optional<Quantizer> quantizer = new KindKey<>(section, Catalogue.quantize()).read();
        Optional<PlugInCodec> own = new Choice<>(section, "encoding", Catalogue.encodings(), Sizes.NONE).read();
        boolean feedback = new KindKey<>(section, Catalogue.errorFeedback()).read().orElse(false);
        section.end();
        impossible =
                (section.has("sparsity") && sparsity.isEmpty()) || (section.has("quantize") && quantizer.isEmpty())
                        || (section.has("encoding") && own.isEmpty());
        quantizer.ifPresent(this::range);
        together(sparsity, rotate);
        return impossible ? Optional.empty()
                : Optional.of(new CodecSpec(sparsity.orElse(null), rotate, quantizer.orElse(null), feedback,
                        own.orElse(null)));
    }

    private void together(Optional<Sparsity> sparsity, boolean rotate) {
        if (section.has("encoding") && (section.has("sparsity") || section.has("quantize") || rotate)) {
            refuse("encoding", "goes not with sparsity, quantize or rotate: it takes the place of all of them");
        } else if (!section.has("sparsity") && !section.has("quantize") && !section.has("encoding")) {
            refuse("quantize", "is missing, and so is sparsity; give one of them, or leave update.codec out");
        }
        if (rotate && sparsity.filter(TopK.class::isInstance).isPresent()) {
            refuse("rotate", "goes not with sparsity.topK: rotation spreads what top-k picks; use randomSubset, or no"
                    + " rotation");
        } else if (rotate && !section.has("quantize")) {
            refuse("rotate", "needs quantize: it spreads values so that few levels fit them all");
        }
    }

    private void range(Quantizer quantizer) {
        if (quantizer.range() != null && quantizer.range() > bound) {
            section.section("quantize").complain("range", "is " + Forms.plain(quantizer.range())
                    + ", but update.bound is " + Forms.plain(bound) + "; a range is at most the bound");
            impossible = true;
        }
    }

    private void refuse(String key, String message) {
        section.complain(key, message);
        impossible = true;
    }
}
