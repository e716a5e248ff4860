package io.tributary.coordinator.run;

/** Where sealed updates lie in the object store: {@code updates/run/round/device/upload}. */
public final class UpdateObjects {
    private UpdateObjects() {}

    /** One upload of a device. */
    public static String name(String run, int round, String device, String uploadId) {
        return ofDevice(run, round, device) + "/" + uploadId;
    }

    /** All uploads of a device in a round. */
    public static String ofDevice(String run, int round, String device) {
        return ofRun(run) + "/" + round + "/" + device;
    }

    /** The round of an upload of this run. */
    static int roundOf(String run, String name) {
        int from = ofRun(run).length() + 1;
        return Integer.parseInt(name, from, name.indexOf('/', from), 10);
    }

    /** All uploads of a run. */
    public static String ofRun(String run) {
        return "updates/" + run;
    }
}
