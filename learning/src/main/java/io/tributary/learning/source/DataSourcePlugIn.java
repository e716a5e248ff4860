package io.tributary.learning.source;

import io.tributary.learning.BadExampleException;
import io.tributary.protocol.plugin.PlugIn;
import io.tributary.protocol.plugin.PlugInSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Port of data sources of somebody's own: an experiment names one where it would name {@code images} or {@code table}, and a device reads
 * its own files by it. Examples come in the same order, with the same values, in every process that reads the same place with the same
 * settings (I10): no clock, no randomness but a seed among the settings. {@link DataSourceContract} tries that.
 */
public interface DataSourcePlugIn extends PlugIn {
    /**
     * Reads the examples: those of all devices for an experiment, or one device's own. May take long, and looks at interrupts then.
     *
     * @param path the file or folder that a config or a device names; none if neither names one
     * @param settings as {@link #settings} has them, all of them
     * @throws BadExampleException naming the file and place that is missing or broken, what is wrong and what would be right
     * @throws InterruptedException if it was stopped
     */
    SourcedExamples read(Optional<Path> path, PlugInSpec settings) throws BadExampleException, InterruptedException;
}
