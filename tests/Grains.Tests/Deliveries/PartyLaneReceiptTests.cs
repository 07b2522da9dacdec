using RecycledNumbers.Domain.Deliveries;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Deliveries;
using static RecycledNumbers.Grains.Tests.Deliveries.Sending;

namespace RecycledNumbers.Grains.Tests.Deliveries;

public sealed class PartyLaneReceiptTests
{
    [Fact]
    public async Task A_crash_between_sending_and_settling_sends_again_with_the_same_id()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        sending.Ledger.CrashOnce = true;

        await Should.ThrowAsync<LedgerUnavailableException>(() => sending.Drain());
        await sending.Drain();

        receiver.Requests.Select(r => r.Id).ShouldBe([id, id]);
        receiver.Requests[0].Body.ShouldBe(receiver.Requests[1].Body);
        sending.Numbers.Told[0].ShouldBe(sending.Numbers.Told[1]);
    }

    [Fact]
    public async Task A_receipt_is_noted_at_the_number_before_the_row_goes()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        bool? stood = null;
        sending.Numbers.Answer = (_, _) =>
        {
            stood = sending.Ledger.Rows.Any(r => r.Id == id);
            return null;
        };

        await sending.Drain();

        var (number, command) = sending.Numbers.Told.ShouldHaveSingleItem();
        number.ShouldBe(Number);
        command.ShouldBeOfType<NoteReceipt>().UnbindingId.ShouldBe("unb_1");
        command.Id.Key.ShouldBe(id + ":receipt");
        stood.ShouldBe(true);
        sending.Ledger.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_receipt_that_cannot_be_noted_keeps_the_row_and_charges_nothing()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        var id = sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        sending.Numbers.Answer = (_, _) => throw new InvalidOperationException("down");

        await sending.Lane().Round(CancellationToken.None);

        var row = sending.Ledger.Row(id);
        (row.State, row.Attempts, row.LastStatus).ShouldBe((DeliveryState.Open, 0, 204));
    }

    [Fact]
    public async Task A_receipt_that_is_refused_settles_the_row()
    {
        await using var receiver = await Receiver.Start();
        using var sending = new Sending().To(receiver);
        sending.Queue("unbinding.requested", body: new DeliveryBody { UnbindingId = "unb_1" });
        sending.Numbers.Answer = (_, _) => Refusal.KeyReused;

        await sending.Drain();

        sending.Ledger.Rows.ShouldBeEmpty();
    }
}
