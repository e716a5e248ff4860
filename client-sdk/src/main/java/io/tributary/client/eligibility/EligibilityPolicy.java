package io.tributary.client.eligibility;

import io.tributary.protocol.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions under which a device takes part. A device on mains always has enough power. Immutable.
 *
 * @param leastBattery percent that the battery must have unless it is being charged, 0..100
 * @param metered whether a metered network will do
 * @param needsIdle whether nobody may be using the device
 * @param freeModels so many times the model's bytes must be free, 0..100; an update and the next version are kept beside the model
 * @param freeBytes that must be free besides, at least 0
 * @param finishes whether a round that was begun is brought to its end although power or network got worse; else it is declined, unless
 *     its update is sealed
 */
public record EligibilityPolicy(int leastBattery, boolean metered, boolean needsIdle, int freeModels, long freeBytes,
        boolean finishes) {
    /** Charging or 40 % of battery, not metered, in use or not, twice the model and 64 MiB free; declines if it gets worse. */
    public static final EligibilityPolicy DEFAULT = new EligibilityPolicy(40, false, false, 2, 64L << 20, false);

    /**
     * Checks its arguments.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public EligibilityPolicy {
        Fields.within("leastBattery", leastBattery, 0, 100);
        Fields.within("freeModels", freeModels, 0, 100);
        Fields.within("freeBytes", freeBytes, 0, Long.MAX_VALUE);
    }

    /** With another least battery, in percent. */
    public EligibilityPolicy withLeastBattery(int percent) {
        return new EligibilityPolicy(percent, metered, needsIdle, freeModels, freeBytes, finishes);
    }

    /** Whether a metered network will do. */
    public EligibilityPolicy withMetered(boolean allowed) {
        return new EligibilityPolicy(leastBattery, allowed, needsIdle, freeModels, freeBytes, finishes);
    }

    /** Whether nobody may be using the device. */
    public EligibilityPolicy withNeedsIdle(boolean needed) {
        return new EligibilityPolicy(leastBattery, metered, needed, freeModels, freeBytes, finishes);
    }

    /** With so many times the model's bytes, and so many bytes besides, that must be free. */
    public EligibilityPolicy withFree(int models, long bytes) {
        return new EligibilityPolicy(leastBattery, metered, needsIdle, models, bytes, finishes);
    }

    /** Whether a round that was begun is brought to its end whatever happens to power and network. */
    public EligibilityPolicy withFinishes(boolean always) {
        return new EligibilityPolicy(leastBattery, metered, needsIdle, freeModels, freeBytes, always);
    }

    /**
     * What these conditions lack for taking part: each in words, with what would be enough. Empty if nothing is missing.
     *
     * @param modelBytes of the model to be trained, 0 if it is not known yet
     */
    public List<String> lacking(Conditions now, long modelBytes) {
        List<String> lacks = new ArrayList<>(worsened(now));
        if (needsIdle && !now.idle()) {
            lacks.add("the device is in use and must be idle");
        }
        lacks.addAll(lackingStorage(now, modelBytes));
        return lacks;
    }

    /** What is missing of storage for a model of so many bytes. */
    public List<String> lackingStorage(Conditions now, long modelBytes) {
        Fields.given("now", now);
        double needed = (double) freeModels * modelBytes + freeBytes;
        return now.freeBytes() >= needed ? List.of()
                : List.of(String.format("%d MiB of storage are free and %.0f MiB are needed", now.freeBytes() >> 20,
                        Math.ceil(needed / (1 << 20))));
    }

    /** What is missing to go on with a round that was begun, of power and network; nothing if such rounds are always finished. */
    public List<String> lackingToGoOn(Conditions now) {
        List<String> worse = worsened(now);
        return finishes ? List.of() : worse;
    }

    private List<String> worsened(Conditions now) {
        Fields.given("now", now);
        List<String> lacks = new ArrayList<>();
        if (!now.charging() && now.batteryPercent().orElse(100) < leastBattery) {
            lacks.add("the battery is at " + now.batteryPercent().getAsInt() + " % and must be charging or at "
                    + leastBattery + " %");
        }
        if (now.metered() && !metered) {
            lacks.add("the network is metered and must not be");
        }
        return lacks;
    }
}
