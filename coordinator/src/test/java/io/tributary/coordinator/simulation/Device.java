package io.tributary.coordinator.simulation;

import io.tributary.coordinator.TestReports;
import io.tributary.coordinator.run.Sealed;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.Sha256;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.SessionLink;
import io.tributary.protocol.message.WireJson;
import io.tributary.protocol.plan.RoundOffer;
import io.tributary.protocol.plan.SignedDocument;
import io.tributary.secureagg.seal.RoundPublicKey;
import io.tributary.secureagg.seal.SealContext;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device: checks in, trains, journals what it sealed, uploads and reports until it hears what became of it. It dies and loses all
 * but its journal, and sometimes that as well.
 */
final class Device {
    private static final int PATIENCE_MILLIS = 900;

    /** What a device keeps on its disk: the update it sealed, and whether its upload is complete. */
    private record Journal(int round, String upload, byte[] sealed, String sha256, String planHash, int modelVersion,
            SignedDocument signed) {}

    final String name;
    private final World world;
    private final int number;
    private @Nullable Journal journal;
    private @Nullable String token;
    private boolean uploaded;
    private boolean begun;
    private Member at;
    private Member sentTo;
    private boolean ended;
    private boolean out;
    private int life;
    private int asked;
    private int seals;
    private int openings;

    Device(int number, World world) {
        this.number = number;
        this.name = "d" + number;
        this.world = world;
        this.at = world.anyMember();
        this.sentTo = at;
    }

    int weight() {
        return number + 1;
    }

    /** Whether it knows that there is nothing more to do. */
    boolean isDone() {
        return out || (ended && journal == null);
    }

    void start() {
        life++;
        uploaded = false;
        begun = true;
        token = null;
        after(world.random.between(1, 500), this::act);
    }

    void kill() {
        life++;
        world.history.note(name + " dies");
        if (world.random.oneIn(4)) {
            journal = null;
        }
        int mine = life;
        world.time.in(world.random.between(500, 5_000), () -> {
            if (life == mine) {
                start();
            }
        });
    }

    private void after(long millis, Runnable work) {
        int mine = life;
        world.time.in(millis, () -> {
            if (life == mine) {
                work.run();
            }
        });
    }

    private void act() {
        Journal sealed = journal;
        if (token == null) {
            String drawn = name + "-%019d".formatted(++openings);
            ask(new Messages.Open(name, drawn, new SessionLink(null, drawn)));
        } else if (sealed == null) {
            ask(new Messages.CheckIn(name));
        } else if (uploaded) {
            ask(report(sealed));
        } else if (begun) {
            ask(new Messages.Asked(name, sealed.round(), sealed.upload()));
        } else {
            upload(sealed, 0);
        }
    }

    private void upload(Journal sealed, int from) {
        begun = true;
        sentTo = at;
        ask(new Messages.Upload(name, sealed.round(), sealed.upload(), sealed.sealed(), from));
    }

    private void goOn(Journal sealed, int offset) {
        if (offset > 0 && at != sentTo) {
            world.history.note(name + " goes on at another member from " + offset + " of " + sealed.sealed().length);
        }
        upload(sealed, offset);
    }

    private Messages.Report report(Journal sealed) {
        return new Messages.Report(name, sealed.round(), sealed.upload(), sealed.sha256(),
                new DeviceMessage.Report(name, sealed.planHash(), sealed.modelVersion(), sealed.signed(), 1, 1));
    }

    /** Sends, and acts again if no answer comes: an answer to an earlier question is not heard any more. */
    private void ask(Messages.Request request) {
        int mine = ++asked;
        if (world.faults.happen() && world.random.oneIn(6)) {
            move();
        }
        world.send(at, new Messages.Said(Optional.ofNullable(token), request), answer -> {
            if (mine == asked) {
                asked++;
                hear(request, answer);
            }
        });
        after(PATIENCE_MILLIS + world.random.between(0, 300), () -> {
            if (mine == asked) {
                move();
                act();
            }
        });
    }

    /** Goes to another member, or the same. */
    private void move() {
        at = world.anyMember();
    }

    private void hear(Messages.Request request, Messages.Answer answer) {
        switch (answer) {
            case Messages.Session(var opened) -> {
                token = opened;
                act();
            }
            case Messages.Assigned(var offer) -> take(read(offer.payload()));
            case Messages.Wait _ -> after(world.random.between(100, 700), this::act);
            case Messages.NoMoreWork _ -> ended = true;
            case Messages.Here(var offset) -> {
                Journal sealed = journal;
                if (sealed != null) {
                    goOn(sealed, offset);
                }
            }
            case Messages.Uploaded _ -> {
                uploaded = true;
                act();
            }
            case Messages.Receipt receipt -> received(receipt);
            case Messages.Refused(var reason) -> refused(request, reason);
        }
    }

    private static RoundOffer read(byte[] payload) {
        try {
            return WireJson.readDocument(payload, RoundOffer.class);
        } catch (RejectedException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void take(RoundOffer offer) {
        if (world.random.oneIn(15)) {
            ask(new Messages.Decline(name, offer.round()));
        } else {
            after(world.random.between(50, 3_000), () -> {
                seal(offer);
                act();
            });
        }
    }

    private void seal(RoundOffer offer) {
        try {
            SealContext context = new SealContext(offer.run(), offer.round(), name, offer.planHash(),
                    offer.modelVersion(), world.plan.layout().chunking().count());
            byte[] sealed = Sealed.update(RoundPublicKey.of(offer.roundKeyBytes()), context,
                    world.plan.layout().chunking(), world.delta(offer.round(), number));
            String upload = new UUID(0x0189_0000_0000_7000L + seals++, 0x8000_0000_0000_0000L + number).toString();
            String sha256 = Sha256.of(sealed).hex();
            journal = new Journal(offer.round(), upload, sealed, sha256, offer.planHash(), offer.modelVersion(),
                    TestReports.signed(offer.run(), offer.round(), name, upload, sealed, weight()));
            uploaded = false;
            begun = false;
        } catch (RejectedException unusable) {
            throw new AssertionError(unusable);
        }
    }

    private void received(Messages.Receipt receipt) {
        Journal sealed = journal;
        if (sealed != null && receipt.sha256().equals(sealed.sha256())) {
            if (world.random.oneIn(3)) {
                resendLater(sealed);
            }
            forget();
        }
    }

    /** As a device does that died before it noted the receipt. */
    private void resendLater(Journal sealed) {
        Messages.Said said = new Messages.Said(Optional.ofNullable(token), report(sealed));
        world.time.in(world.random.between(10, 20_000), () -> world.send(world.anyMember(), said, _ -> {}));
    }

    private void refused(Messages.Request request, Reason reason) {
        if (reason == Reason.REVOKED) {
            if (!out) {
                world.history.note(name + " is out");
            }
            out = true; // and tries it on, everywhere
            journal = null;
            move();
        }
        if (reason == Reason.UNAUTHENTICATED || reason == Reason.SUPERSEDED) {
            token = null;
        }
        if (reason.endsRound() && !(request instanceof Messages.CheckIn)) {
            world.history.note(name + " gives up: " + reason);
            forget();
            return;
        }
        if (reason == Reason.NOT_FOUND || reason == Reason.HASH_MISMATCH) {
            uploaded = false;
            begun = false;
        }
        if (world.random.oneIn(2)) {
            move();
        }
        after(world.random.between(100, 700), this::act);
    }

    private void forget() {
        journal = null;
        uploaded = false;
        act();
    }
}
