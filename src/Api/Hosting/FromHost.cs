namespace RecycledNumbers.Api.Hosting;

/// <summary>Services that come from the host.</summary>
internal static class FromHost
{
    /// <summary>Asks for it when it is needed: a host without it is no fault before somebody asks.</summary>
    internal static void AddFromHost<T>(this IServiceCollection services) where T : class => services.AddSingleton<Func<T>>(static provider => provider.GetRequiredService<T>);
}
