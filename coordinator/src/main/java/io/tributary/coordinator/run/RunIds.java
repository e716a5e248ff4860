package io.tributary.coordinator.run;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes UUIDs of version 7 (RFC 9562 section 5.7); those of one millisecond ascend as well: runs take turns in this order. */
final class RunIds {
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator(new SecureRandom());

    private RunIds() {}

    static String next(InstantSource clock) {
        return IDS.construct(clock.millis()).toString();
    }
}
