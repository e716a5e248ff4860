package io.tributary.secureagg.seal;

/** The contexts that these tests seal in. */
final class Contexts {
    static final String RUN = "01890a5d-ac96-774b-bcce-b302099a8057";
    static final String PLAN = "ab".repeat(32);

    private Contexts() {}

    static SealContext ofChunks(int chunkCount) {
        return new SealContext(RUN, 7, "device-1", PLAN, 3, chunkCount);
    }
}
