package io.tributary.extension;

import io.tributary.experiments.data.FederatedData;

/** Twelve devices with dots. */
public final class DataSourceCheck {
    private DataSourceCheck() {}

    public static void check() throws Exception {
        FederatedData data = FederatedData.loadChecked(Toys.config("data.source=dots", "data.examples=20",
                "data.partition=iid", "data.testExamples=100"));
        Toys.require(data.devices().size() == 12, data.devices().size() + " devices");
        Toys.require(data.dataset().train().size() == 240, data.dataset().train().size() + " examples");
    }
}
