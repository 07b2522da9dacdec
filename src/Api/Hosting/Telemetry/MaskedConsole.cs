using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Hosting.Telemetry;

/// <summary>The console as a log, with telephone numbers masked: the program's own messages are masked where they are made, Orleans' hold grain keys.</summary>
[ProviderAlias("Console")]
internal sealed class MaskedConsole(ConsoleLoggerProvider console) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>Puts it in the place of the console that hosts begin with.</summary>
    internal static void Take(IServiceCollection services)
    {
        if (services.FirstOrDefault(static s => s.ServiceType == typeof(ILoggerProvider) && s.ImplementationType == typeof(ConsoleLoggerProvider)) is not { } plain) return;
        services.Remove(plain);
        services.TryAddSingleton<ConsoleLoggerProvider>();
        services.AddSingleton<ILoggerProvider, MaskedConsole>();
    }

    public ILogger CreateLogger(string categoryName) => new Masked(console.CreateLogger(categoryName));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => console.SetScopeProvider(scopeProvider);

    public void Dispose()
    {
        // The container that made the console ends it.
    }

    private sealed class Masked(ILogger console) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => console.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => console.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            var text = MaskedNumbers.In(formatter(state, exception));
            console.Log(logLevel, eventId, text, exception is null ? null : MaskedFault.Of(exception), static (text, _) => text);
        }
    }

    /// <summary>What a console writes of a fault, without the numbers in it.</summary>
    private sealed class MaskedFault(string message, string text) : Exception(message)
    {
        public override string ToString() => text;

        internal static Exception Of(Exception fault)
        {
            var text = fault.ToString();
            var masked = MaskedNumbers.In(text);
            return masked == text ? fault : new MaskedFault(MaskedNumbers.In(fault.Message), masked);
        }
    }
}
