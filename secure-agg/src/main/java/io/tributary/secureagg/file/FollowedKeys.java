package io.tributary.secureagg.file;

import io.tributary.protocol.RejectedException;
import io.tributary.protocol.keys.KeyLink;
import io.tributary.protocol.message.KeyPage;
import io.tributary.protocol.message.WireJson;
import io.tributary.secureagg.identity.KeyChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The keys of the coordinator, from the pinned one on. What was followed is kept in a file before it is believed, so that nobody leads its
 * owner back to a key that was replaced. One thread follows, many read.
 */
public final class FollowedKeys {
    private static final int FIRST = 1;
    private final Optional<Path> file;
    private final Consumer<String> told;
    private volatile KeyChain chain;

    private FollowedKeys(Optional<Path> file, KeyChain chain, Consumer<String> told) {
        this.file = file;
        this.chain = chain;
        this.told = told;
    }

    /** Keys that are known for as long as this object is. */
    public static FollowedKeys of(KeyChain known) {
        return new FollowedKeys(Optional.empty(), known, ignored -> {});
    }

    /**
     * The keys that are pinned or provisioned, and those that were followed before, whichever are newer.
     *
     * @param told hears, a sentence each, that keys were replaced, or that a file is of no use
     * @throws IOException if the file cannot be read, or its chain and the provisioned one fork
     */
    public static FollowedKeys open(Path file, KeyChain provisioned, Consumer<String> told) throws IOException {
        FollowedKeys keys = new FollowedKeys(Optional.of(file), provisioned, told);
        Optional<KeyChain> stored = Files.exists(file) ? stored(file, provisioned, told) : Optional.empty();
        if (stored.isPresent()) {
            keys.chain = newer(file, provisioned, stored.get());
        }
        return keys;
    }

    /** Keys that do not follow from the pinned one are of no use: they are of another coordinator, or damaged, and are followed again. */
    private static Optional<KeyChain> stored(Path file, KeyChain provisioned, Consumer<String> told)
            throws IOException {
        try {
            KeyPage page = WireJson.readMessage(BoundedFile.read(file, KeyPage.MAX_BYTES), KeyPage.class);
            return Optional.of(provisioned.unfollowed().follow(page.keys()));
        } catch (RejectedException useless) {
            told.accept(file + " does not follow from the pinned key, which is followed anew: " + useless.getMessage());
            return Optional.empty();
        }
    }

    private static KeyChain newer(Path file, KeyChain provisioned, KeyChain stored) throws IOException {
        try {
            return provisioned.sequence() > stored.sequence() ? stored.follow(provisioned.links(1))
                    : provisioned.follow(stored.links(1));
        } catch (RejectedException fork) {
            throw new IOException(
                    file + " and the provisioned keys fork, so one of them is forged: " + fork.getMessage(),
                    fork);
        }
    }

    /** What is believed now. */
    public KeyChain chain() {
        return chain;
    }

    /**
     * Takes further links, of which the first is the newest that is known.
     *
     * @throws RejectedException if they do not follow: nothing is believed then
     * @throws IOException if they cannot be kept
     */
    public void follow(List<KeyLink> links) throws RejectedException, IOException {
        KeyChain next = chain.follow(links);
        if (next.sequence() > chain.sequence()) {
            if (file.isPresent()) {
                DurableFile.replace(file.get(), WireJson.write(new KeyPage(next.links(1))));
            }
            if (next.sequence() > FIRST) {
                told.accept("key set " + next.sequence() + " of the coordinator is in force from now on: " + next);
            }
            chain = next;
        }
    }
}
