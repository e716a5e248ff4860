package io.tributary.experiments.config;

import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.catalogue.Sizes;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.protocol.plan.CodecSpec;
import io.tributary.protocol.plan.UpdateSpec.Download;
import java.util.Optional;

/**
 * Section {@code update}: the fixed point that updates are summed in, and how updates and models travel.
 *
 * @param bound largest change of one parameter in a round; an update beyond it is refused. The default of 64 is far above what
 *        training does: parameters start below 1, and a change of 64 means that it diverged.
 * @param scaleBits binary places of the sum; as many as there is room for, at most 30, if left out
 * @param maxWeight most examples that count of one device; a device that has more weighs as much. If left out, as many as the
 *        largest share of this data, and 1024 where the sum has room
 * @param codec how updates are encoded; float32 if left out
 * @param download in what the step from one model version to the next is written; float32, which is no step at all, if left out
 */
public record UpdateConfig(double bound, Optional<Integer> scaleBits, Optional<Integer> maxWeight,
        Optional<CodecSpec> codec, Download download) {
    static UpdateConfig read(Section section) {
        double bound = section.get("bound", Forms.above(0, 1e9), 64.0);
        UpdateConfig update = new UpdateConfig(bound, section.find("scaleBits", Forms.whole(0, 52)),
                section.find("maxWeight", Forms.whole(1, 1 << 29)),
                section.node("codec").flatMap(_ -> CodecConfig.read(section.section("codec"), bound)),
                new Choice<>(section, "download", Catalogue.downloads(), Sizes.NONE).read().orElse(Download.FLOAT32));
        section.end();
        return update;
    }
}
