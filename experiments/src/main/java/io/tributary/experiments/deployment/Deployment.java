package io.tributary.experiments.deployment;

/** Where the parts of an experiment run. */
public interface Deployment {
    /** Starts the coordinator; called first. */
    CoordinatorHost coordinator() throws Exception;

    /** Makes the devices, which meet at this coordinator. Tells the watch if a process ends by itself. */
    DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws Exception;

    /** What the devices were told; valid after {@link #devices}. */
    CoordinatorContact contact();
}
