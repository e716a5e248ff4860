package io.tributary.coordinator.run;

/** Where sealed updates lie in the object store: {@code updates/run/round/device/upload}. */
public final class UpdateObjects {
    /** All uploads. */
    public static final String ALL = "updates";

    private UpdateObjects() {}

    /** One upload of a device. */
    public static String name(String run, int round, String device, String uploadId) {
        return ofDevice(run, round, device) + "/" + uploadId;
    }

    /** All uploads of a device in a round. */
    public static String ofDevice(String run, int round, String device) {
        return ofRound(run, round) + "/" + device;
    }

    /** All uploads of a round. */
    public static String ofRound(String run, int round) {
        return ofRun(run) + "/" + round;
    }

    /** All uploads of a run. */
    public static String ofRun(String run) {
        return ALL + "/" + run;
    }
}
