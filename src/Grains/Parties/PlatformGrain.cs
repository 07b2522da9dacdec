using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecycledNumbers.Contracts.Parties;
using RecycledNumbers.Domain.Numbers;
using RecycledNumbers.Domain.Parties;
using RecycledNumbers.Domain.Policies;
using RecycledNumbers.Grains.Directory;
using RecycledNumbers.Grains.Time;

namespace RecycledNumbers.Grains.Parties;

internal sealed class PlatformGrain(
    [PersistentState("platform", DirectoryStorage.Name)] IPersistentState<PlatformRecord> record,
    NewClients clients,
    IPolicyDirectory policies,
    [FromKeyedServices(RegistryClock.Key)] TimeProvider clock) : Grain, IPlatformGrain
{
    private Party Self => Party.Platform(this.GetPrimaryKeyString());

    public async Task<Reply<NewClientAnswer>> Create(CommandId id, PlatformSettings settings)
    {
        var reply = record.State.Answers.Recall(id, clock.Now(), clients.Open);
        if (reply is null)
        {
            if (record.State.Settings is not null)
            {
                return new Reply<NewClientAnswer>(Refusal.AlreadyExists, null);
            }

            // A gateway of the version before sends none.
            settings = settings with { Scopes = settings.Scopes.IsDefault ? [] : settings.Scopes };
            var answer = NewClients.For(Self);
            await this.WriteOrStepDown(record, record.State with { Settings = settings, Answers = record.State.Answers.With(id, clients.Seal(answer), clock.Now()) });
            policies.Note(Self.Id, settings.Policy);
            reply = new Reply<NewClientAnswer>(null, answer);
        }

        if (reply.Value is { } made)
        {
            await clients.Make(made, Self, ["bindings", "checks", .. record.State.Settings!.Scopes]);
        }

        return reply;
    }

    public async Task<Reply<PlatformSettings>> SetSilentPeriods(CommandId id, SilentPeriods periods)
    {
        if (record.State.Settings is not { } settings)
        {
            return new Reply<PlatformSettings>(Refusal.NotFound, null);
        }

        if (record.State.Answers.Recall(id, clock.Now(), static text => JsonSerializer.Deserialize<PlatformSettings>(text, DirectoryStorage.Json)!) is { } earlier)
        {
            return earlier;
        }

        var changed = settings with { Policy = settings.Policy with { SilentPeriodDays = periods.Days, SilentPeriods = periods.Categories } };
        await this.WriteOrStepDown(record, record.State with { Settings = changed, Answers = record.State.Answers.With(id, JsonSerializer.Serialize(changed, DirectoryStorage.Json), clock.Now()) });
        policies.Note(Self.Id, changed.Policy);
        return new Reply<PlatformSettings>(null, changed);
    }

    public Task<PlatformSettings?> Read() => Task.FromResult(record.RecordExists ? record.State.Settings : null);
}
