package io.tributary.experiments.catalogue;

import io.tributary.learning.source.DataSourcePlugIn;
import io.tributary.protocol.plugin.PlugInSpec;
import io.tributary.protocol.plugin.PlugIns;
import java.util.List;

/** Data sources of somebody's own. Those that come with Tributary have keys of their own, and are described in examples/README.md. */
public final class DataSources {
    private DataSources() {}

    /** Those that are here. */
    public static PlugIns<DataSourcePlugIn> plugIns() {
        return PlugIns.of(DataSourcePlugIn.class, "data source");
    }

    static Family<PlugInSpec> all() {
        return new PlugInKinds<DataSourcePlugIn, PlugInSpec>(new Family<>("data sources", "data.source", List.of()),
                List.of(), "nothing", (_, spec, _) -> spec).with(plugIns());
    }
}
