package io.tributary.client.eligibility;

import io.tributary.protocol.plugin.PlugIn;
import io.tributary.protocol.plugin.PlugInSpec;
import java.time.Instant;
import java.util.List;

/**
 * Port of eligibility rules of somebody's own: a plan names one beside what each device asks for itself ({@link EligibilityPolicy}). Asked
 * when a round is offered, before its model is fetched; it never makes a device eligible that its own policy keeps out.
 */
public interface EligibilityPlugIn extends PlugIn {
    /**
     * What the device lacks for taking part: each in words, with what would be enough; empty if nothing. Should take milliseconds.
     *
     * @param now conditions that the device's provider tells
     * @param time of the device's clock
     * @param settings as {@link #settings} has them, all of them
     */
    List<String> lacking(Conditions now, Instant time, PlugInSpec settings);
}
