using System.Collections.Concurrent;
using System.Reflection;
using RecycledNumbers.Contracts.Numbers;
using RecycledNumbers.Domain.Numbers;

namespace RecycledNumbers.Grains.Tests.Deliveries;

/// <summary>Numbers that note what they were told and answer as the test says.</summary>
internal sealed class RecordingNumbers
{
    private readonly ConcurrentQueue<(string Number, NumberCommand Command)> _told = new();

    /// <summary>What a number answers; throw for a fault. Default: accepted.</summary>
    public Func<string, NumberCommand, Refusal?> Answer { get; set; } = (_, _) => null;

    public IReadOnlyList<(string Number, NumberCommand Command)> Told => [.. _told];

    public INumberGrain Of(string number)
    {
        var proxy = DispatchProxy.Create<INumberGrain, NumberProxy>();
        ((NumberProxy)(object)proxy).Asked = command => Reply(number, command);
        return proxy;
    }

    private Task<CommandReply> Reply(string number, NumberCommand command)
    {
        _told.Enqueue((number, command));
        try
        {
            return Task.FromResult(new CommandReply(Answer(number, command), CommandAnswer.Empty, Replayed: false));
        }
        catch (InvalidOperationException fault)
        {
            return Task.FromException<CommandReply>(fault);
        }
    }
}

/// <summary>Any command of a number.</summary>
public class NumberProxy : DispatchProxy
{
    internal Func<NumberCommand, Task<CommandReply>> Asked { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Asked((NumberCommand)args![0]!);
}
