package io.tributary.examples.run;

/** Where the parts of an experiment run. */
interface Stage {
    /** Starts the coordinator; called first. */
    CoordinatorHost coordinator() throws Exception;

    /** Makes the devices, which meet at this coordinator. Tells the watch if a process ends by itself. */
    DeviceHost devices(CoordinatorHost coordinator, RunWatch watch) throws Exception;

    /** What the devices were told; valid after {@link #devices}. */
    Meeting meeting();
}
