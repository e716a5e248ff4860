package io.tributary.coordinator.simulation;

import io.tributary.coordinator.device.MessageHandler;
import io.tributary.coordinator.run.OpenRound;
import io.tributary.coordinator.upload.UploadBody;
import io.tributary.coordinator.upload.UploadId;
import io.tributary.coordinator.upload.UploadOffset;
import io.tributary.coordinator.upload.UploadOffset.WrongOffsetException;
import io.tributary.coordinator.upload.UploadService;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.CoordinatorMessage;
import io.tributary.protocol.message.DeviceMessage;
import io.tributary.protocol.message.UpdateReceipt;
import io.tributary.protocol.message.WireJson;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the web API does for devices, without HTTP: it calls what answers messages and takes uploads. */
final class MemberApi {
    private final World world;
    private final MemberProcess process;
    private final MessageHandler handler;
    private final UploadService uploads;
    private final MemberAccess access;

    MemberApi(World world, MemberProcess process, MessageHandler handler, UploadService uploads,
            MemberAccess access) {
        this.world = world;
        this.process = process;
        this.handler = handler;
        this.uploads = uploads;
        this.access = access;
    }

    /** Answers a request, unless its connection breaks. */
    void answer(Messages.Said said, Consumer<Messages.Answer> reply) {
        Messages.Request request = said.request();
        try {
            if (!(request instanceof Messages.Open)) {
                access.require(said);
            }
            leave(request, answer(request), reply);
        } catch (RejectedException refusal) {
            leave(request, new Messages.Refused(refusal.reason()), reply);
        } catch (IOException cut) {
            world.history.note(process.name + ": " + cut.getMessage());
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void leave(Messages.Request request, Messages.Answer answer, Consumer<Messages.Answer> reply) {
        if (!process.isAlive()) {
            return;
        }
        world.history.leaves(process.name, request, answer);
        world.network.send(() -> reply.accept(answer));
    }

    private Messages.Answer answer(Messages.Request request)
            throws RejectedException, IOException, InterruptedException {
        return switch (request) {
            case Messages.Open open -> access.open(open);
            case Messages.CheckIn checkIn -> checkIn(checkIn);
            case Messages.Asked asked -> here(uploads.offset(id(asked.round(), asked.device(), asked.upload())));
            case Messages.Upload upload -> upload(upload);
            case Messages.Report report -> said(handler.answer(report.device(), report.message()));
            case Messages.Decline decline -> said(handler.answer(decline.device(),
                    new DeviceMessage.Decline(decline.device(), World.RUN, decline.round(), "by chance", null)));
        };
    }

    /** An operator revokes a device here. */
    void revoke(String device) {
        try {
            access.revoke(device);
        } catch (RejectedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Removes uploads that nobody goes on with, as once a minute. */
    void sweep() {
        uploads.sweep();
    }

    private Messages.Answer checkIn(Messages.CheckIn checkIn) {
        Optional<CoordinatorMessage> work = handler.work(new DeviceMessage.CheckIn(checkIn.device()));
        return work.isPresent() ? said(work.get()) : new Messages.Wait();
    }

    private static Messages.Answer said(CoordinatorMessage message) {
        return switch (message) {
            case CoordinatorMessage.Assignment assignment -> new Messages.Assigned(assignment.offer());
            case CoordinatorMessage.NoMoreWork _ -> new Messages.NoMoreWork();
            case CoordinatorMessage.Wait wait when wait.ended() != null -> new Messages.NoMoreWork();
            case CoordinatorMessage.Receipt receipt -> receipt(receipt);
            default -> new Messages.Wait();
        };
    }

    private static Messages.Answer receipt(CoordinatorMessage.Receipt receipt) {
        try {
            UpdateReceipt read = WireJson.readDocument(receipt.signed().payload(), UpdateReceipt.class);
            return new Messages.Receipt(read.round(), read.uploadId(), read.sha256());
        } catch (RejectedException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static UploadId id(int round, String device, String upload) {
        return new UploadId(World.RUN, round, device, upload);
    }

    private static Messages.Answer here(UploadOffset offset) {
        return offset.complete() ? new Messages.Uploaded() : new Messages.Here((int) offset.offset());
    }

    private Messages.Answer upload(Messages.Upload upload)
            throws RejectedException, IOException, InterruptedException {
        UploadId id = id(upload.round(), upload.device(), upload.upload());
        Optional<OpenRound> round = uploads.admit(id, upload.from(), upload.sealed().length - upload.from());
        if (round.isEmpty()) {
            return new Messages.Uploaded();
        }
        try {
            uploads.take(id, round.get(), upload.from(), new Body(upload));
            return new Messages.Uploaded();
        } catch (WrongOffsetException wrong) {
            return here(wrong.right());
        }
    }

    /** Comes piece by piece, and sometimes not to its end. */
    private final class Body implements UploadBody {
        private final Messages.Upload upload;
        private int at;
        private @Nullable String over;

        Body(Messages.Upload upload) {
            this.upload = upload;
            this.at = upload.from();
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (world.faults.happen()) {
                process.sleep(world.random.between(0, 60));
                if (world.random.oneIn(12)) {
                    throw new IOException("the connection of " + upload.device() + " breaks");
                }
            }
            if (over != null) {
                throw new IOException(upload.device() + " came again");
            }
            int count = Math.min(Math.min(most, upload.sealed().length - at),
                    world.faults.happen() ? world.random.between(20, Math.max(300, upload.sealed().length / 4)) : most);
            System.arraycopy(upload.sealed(), at, into, from, count);
            at += count;
            return count;
        }

        @Override
        public void giveUp(String why) {
            over = why;
        }
    }
}
