using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Policies;

namespace RecycledNumbers.Domain.Disclosures;

/// <summary>What is told to a buyer at the point of sale: by the number's own carrier, of a number that can be sold or has just been.</summary>
internal static class DisclosureRules
{
    public static Decision Give(NumberState state, GiveDisclosure command, NumberPolicies policies, DateTimeOffset now)
    {
        if (!NumberLifecycle.IsHolder(state, command, policies))
        {
            return Decision.Refuse(state, Refusal.NotFound);
        }

        if (state.Phase == Phase.Frozen)
        {
            return Decision.Refuse(state, state.Held ? Refusal.Held : Refusal.Frozen);
        }

        if (!DisclosureCode.TryParse(command.Code, out var code))
        {
            return Decision.Refuse(state, Refusal.NotAllowed);
        }

        var told = Disclosure.Of(state, policies.Freeze);
        return Decision.Accept(
            Course.From(state).Then(new DisclosureGiven(now, code.Reference, told)),
            new CommandAnswer { Disclosure = told, Given = new GivenDisclosure(code.Text, now) });
    }
}
