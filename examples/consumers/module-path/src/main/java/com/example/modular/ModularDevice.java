package com.example.modular;

import io.tributary.client.FederatedClient;
import io.tributary.protocol.chunk.ChunkCodec;
import io.tributary.secureagg.identity.SigningKey;
import java.net.URI;
import java.nio.file.Path;

/** A device on the module path; a missing flag is named, and ends it with 1. Argument: its folder. */
public final class ModularDevice {
    private ModularDevice() {}

    public static void main(String[] args) throws Exception {
        SigningKey key = SigningKey.generate();
        try (FederatedClient client = FederatedClient.builder().coordinator(URI.create("http://localhost:1"))
                .device("modular").directory(Path.of(args[0])).ownerKey(key.publicKey())
                .coordinatorKey(key.publicKey()).trainer(task -> {
                    throw new IllegalStateException("there is nothing to train");
                }).build()) {
            float[] back = new float[1];
            new ChunkCodec().decode(new ChunkCodec().encode(new float[] {7}, 0, 1), back, 0, 1);
            client.start();
            System.out.println(ModularDevice.class.getModule() + " reads " + FederatedClient.class.getModule() + ", "
                    + back[0] + ", " + client.state().activity());
        }
    }
}
