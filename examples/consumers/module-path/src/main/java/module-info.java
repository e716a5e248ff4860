/** An application of modules; Tributary's jars are automatic modules of stable names. */
module com.example.modular {
    requires io.tributary.client;
    requires io.tributary.learning;
    requires io.tributary.protocol;
    requires io.tributary.secureagg;
}
