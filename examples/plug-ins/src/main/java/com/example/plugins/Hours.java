package com.example.plugins;

import io.tributary.client.eligibility.Conditions;
import io.tributary.client.eligibility.EligibilityPlugIn;
import io.tributary.protocol.plugin.PlugInSetting;
import io.tributary.protocol.plugin.PlugInSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** An eligibility rule: devices take part from one hour of the day to another, in UTC, over midnight as well. */
public final class Hours implements EligibilityPlugIn {
    /** For the service loader. */
    public Hours() {}

    @Override
    public String name() {
        return "hours";
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public String summary() {
        return "Devices take part in some hours of the day alone, in UTC.";
    }

    @Override
    public List<PlugInSetting> settings() {
        return List.of(new PlugInSetting.Amount("from", 0, 24, 0, "hour of the day"),
                new PlugInSetting.Amount("to", 0, 24, 24,
                        "hour of the day at which they stop; before from: the next day"));
    }

    @Override
    public List<String> lacking(Conditions now, Instant time, PlugInSpec settings) {
        double from = settings.number("from");
        double to = settings.number("to");
        double hour = time.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
        boolean within = from <= to ? hour >= from && hour < to : hour >= from || hour < to;
        return within ? List.of()
                : List.of(String.format("it is %.1f o'clock and must be from %.1f to %.1f", hour, from, to));
    }
}
