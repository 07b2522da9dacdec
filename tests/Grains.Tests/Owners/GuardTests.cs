using System.Reflection;
using RecycledNumbers.Contracts.Owners;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Owners;
using RecycledNumbers.Domain.Tenures;
using RecycledNumbers.Grains.Owners;
using RecycledNumbers.Ledger;
using RecycledNumbers.Ledger.Numbers;

namespace RecycledNumbers.Grains.Tests.Owners;

/// <summary>The last line before anything leaves (P10): each test tries to get a message past it.</summary>
public sealed class GuardTests
{
    private const string Number = "+8613800138000";

    [Theory]
    [InlineData("+8613800138000")]
    [InlineData("13800138000")]
    [InlineData("008613800138000")]
    [InlineData("+86 138-0013-8000")]
    [InlineData("+8613800138000,+8613900139000")]
    public async Task No_reminder_goes_to_the_number_that_was_lost(string recipient)
    {
        (await Pass(Frozen, OwnerChannel.Sms, recipient)).ShouldBeFalse();
        (await Pass(Reassigned, OwnerChannel.Sms, recipient)).ShouldBeFalse();
        (await Pass(Released, OwnerChannel.Sms, recipient)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("13800138000@139.com")]
    [InlineData("8613800138000@sms.example")]
    [InlineData("138.0013.8000@sms.example")]
    public async Task No_reminder_goes_to_an_address_that_becomes_an_sms_to_it(string recipient) =>
        (await Pass(Reassigned, OwnerChannel.Email, recipient)).ShouldBeFalse();

    [Fact]
    public async Task A_reminder_goes_elsewhere()
    {
        (await Pass(Reassigned, OwnerChannel.Email, "zhou@example.com")).ShouldBeTrue();
        (await Pass(Frozen, OwnerChannel.Sms, "+8613900139000")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_one_message_to_the_number_itself_is_the_notice_to_its_present_owner()
    {
        (await Pass(InService, OwnerChannel.Sms, Number, occasion: null)).ShouldBeTrue();
        (await Pass(Suspended, OwnerChannel.Sms, Number, occasion: null)).ShouldBeTrue();
        (await Pass(InService, OwnerChannel.Sms, Number, occasion: "deactivated")).ShouldBeFalse();
        (await Pass(InService, OwnerChannel.Email, "zhou@example.com", occasion: null)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_notice_whose_tenure_ended_before_it_was_sent_stays()
    {
        (await Pass(Frozen, OwnerChannel.Sms, Number, occasion: null)).ShouldBeFalse();
        (await Pass(Reassigned, OwnerChannel.Sms, Number, occasion: null)).ShouldBeFalse();
        (await Pass(Reassigned, OwnerChannel.Sms, "+8613900139000", occasion: null)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_about_a_tenure_or_number_that_is_not_there_stays()
    {
        (await Pass(null, OwnerChannel.Sms, Number, occasion: null)).ShouldBeFalse();
        (await Pass(null, OwnerChannel.Email, "zhou@example.com")).ShouldBeFalse();
        (await Pass(Frozen, OwnerChannel.Email, "zhou@example.com", generation: 2)).ShouldBeFalse();
        (await Pass(InService, OwnerChannel.Sms, Number, occasion: null, generation: 2)).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_but_the_guard_makes_what_senders_take() =>
        typeof(GuardedMessage).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).ShouldAllBe(c => c.IsPrivate);

    private static NumberState InService => NumberState.New(Number) with { Phase = Phase.InService, Tenure = Tenure(1, ended: false) };

    private static NumberState Suspended => InService with { Phase = Phase.Suspended };

    private static NumberState Frozen => InService with { Phase = Phase.Frozen, Tenure = Tenure(1, ended: true) };

    private static NumberState Released => Frozen with { Phase = Phase.Available };

    private static NumberState Reassigned => InService with { Tenure = Tenure(2, ended: false) };

    private static Tenure Tenure(int generation, bool ended) =>
        new() { Generation = generation, Subscriber = "zhou", Since = DateTimeOffset.UnixEpoch, Ended = ended ? DateTimeOffset.UnixEpoch.AddDays(1) : null };

    private static async Task<bool> Pass(NumberState? state, OwnerChannel channel, string recipient, string? occasion = "deactivated", int generation = 1)
    {
        var ledger = DispatchProxy.Create<ILedger, LoadOnly>();
        ((LoadOnly)(object)ledger).Row = state is null ? null : new NumberRow(1, NumberFormat.Write(state), []);
        var message = new OwnerMessage(new OwnerLink(Number, generation, "en", "msg_1", channel, occasion), recipient, "s", "t", "h", null);
        return await GuardedMessage.Pass(message, ledger, CancellationToken.None) is not null;
    }
}

/// <summary>A ledger of one number.</summary>
public class LoadOnly : DispatchProxy
{
    internal NumberRow? Row { get; set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == nameof(ILedger.Load) ? Task.FromResult(Row) : throw new NotSupportedException();
}
