using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using RecycledNumbers.Api.Errors;

namespace RecycledNumbers.Api.Requests;

/// <summary>Holds every body to its annotations before its handler sees it. The OpenAPI document is written from the same annotations.</summary>
internal static class ValidBodies
{
    private static readonly ConcurrentDictionary<Type, Field[]> Known = new();

    internal static TBuilder WithValidBodies<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(Check);

    /// <summary>What is wrong with a body, with the path to it, or null.</summary>
    internal static string? FlawOf(IRequestBody body) => FlawOf(body, path: "");

    private static ValueTask<object?> Check(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
            if (argument is IRequestBody body && FlawOf(body) is { } flaw) return ValueTask.FromResult<object?>(new Problem(ApiErrors.InvalidField, flaw));
        return next(context);
    }

    private static string? FlawOf(IRequestBody body, string path)
    {
        foreach (var field in Known.GetOrAdd(body.GetType(), FieldsOf))
        {
            var value = field.Property.GetValue(body);
            foreach (var rule in field.Rules)
                if (!rule.IsValid(value)) return $"{path}{field.Name}: {rule.FormatErrorMessage(field.Name)}.";
            if (FlawWithin(value, path + field.Name) is { } flaw) return flaw;
        }

        return body.Flaw() is { } between ? path + between : null;
    }

    private static string? FlawWithin(object? value, string path) => value switch
    {
        IRequestBody part => FlawOf(part, path + "."),
        string or not IEnumerable => null,
        IEnumerable parts => FlawOfAny(parts, path),
    };

    private static string? FlawOfAny(IEnumerable parts, string path)
    {
        var place = 0;
        foreach (var part in parts)
        {
            // An array may hold null whatever its type says: the reader does not look into it.
            if (part is null) return $"{path}[{place}]: give a value, not null.";
            if (part is IRequestBody body && FlawOf(body, $"{path}[{place}].") is { } flaw) return flaw;
            place++;
        }

        return null;
    }

    private static Field[] FieldsOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => new Field(property, JsonNamingPolicy.CamelCase.ConvertName(property.Name), [.. property.GetCustomAttributes<ValidationAttribute>()])),
    ];

    private sealed record Field(PropertyInfo Property, string Name, ValidationAttribute[] Rules);
}
