using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RecycledNumbers.Contracts.Wakes;
using RecycledNumbers.Grains.Wakes;

namespace RecycledNumbers.Grains.Tests.Wakes;

public sealed class WakeStarterTests
{
    [Fact]
    public async Task A_partition_that_does_not_answer_stops_no_silo_and_is_woken_again_until_it_does()
    {
        var (time, lifecycle, silent) = (new FakeTimeProvider(), new Lifecycle(), new Partition(failures: 2));
        var grains = Grains.Of([new Partition(failures: 0), silent]);
        using var starter = new WakeStarter(grains, Options.Create(new WakeOptions { Partitions = 2 }), time, NullLogger<WakeStarter>.Instance);
        starter.Participate(lifecycle);

        await lifecycle.Observer!.OnStart(CancellationToken.None);
        silent.Calls.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(5));
        silent.Calls.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(5));

        silent.Calls.ShouldBe(3);
        time.Advance(TimeSpan.FromSeconds(50));
        silent.Calls.ShouldBe(3);
        await lifecycle.Observer.OnStop(CancellationToken.None);
    }

    private sealed class Partition(int failures) : IWakeGrain
    {
        public int Calls { get; private set; }

        public Task Start() => ++Calls <= failures ? Task.FromException(new TimeoutException()) : Task.CompletedTask;

        public Task Poke() => Task.CompletedTask;
    }

    private sealed class Lifecycle : ISiloLifecycle
    {
        public ILifecycleObserver? Observer { get; private set; }

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            Observer = observer;
            return new MemoryStream();
        }
    }

    /// <summary>Every other member of the factory is of no use here.</summary>
    public class Grains : DispatchProxy
    {
        private IReadOnlyList<object> partitions = [];

        internal static IGrainFactory Of(IReadOnlyList<object> partitions)
        {
            var factory = Create<IGrainFactory, Grains>();
            ((Grains)(object)factory).partitions = partitions;
            return factory;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => partitions[(int)(long)args![0]!];
    }
}
