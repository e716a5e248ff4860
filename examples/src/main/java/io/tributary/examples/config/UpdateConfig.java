package io.tributary.examples.config;

import java.util.Optional;

/**
 * Section {@code update}: the fixed point that updates are summed in.
 *
 * @param bound largest change of one parameter in a round; an update beyond it is refused. The default of 64 is far above what
 *        training does: parameters start below 1, and a change of 64 means that it diverged.
 * @param scaleBits binary places of the sum; as many as there is room for, at most 30, if left out
 */
public record UpdateConfig(double bound, Optional<Integer> scaleBits) {
    static UpdateConfig read(Section section) {
        UpdateConfig update = new UpdateConfig(section.get("bound", Forms.above(0, 1e9), 64.0),
                section.find("scaleBits", Forms.whole(0, 52)));
        section.end();
        return update;
    }
}
