package io.tributary.coordinator.run;

import io.tributary.coordinator.cluster.MemberBytes;
import io.tributary.protocol.parameters.ChunkRange;
import java.util.List;

/** What an owner asks other members for: something of each range. */
sealed interface TeamOrder permits RangeOrder, SliceOrder {
    /** The ranges, by their numbers. */
    List<ChunkRange> ranges();

    /** How many of them others may work off at most. */
    int mostElsewhere();

    /** The version of messages from which on builds read it. */
    int since();

    /** As which its bytes, and those of answers, count. */
    MemberBytes.Kind kind();

    byte[] encode();
}
