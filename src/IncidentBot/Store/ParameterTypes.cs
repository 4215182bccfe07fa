using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Reflection;
using Dapper;

namespace IncidentBot.Store;

/// <summary>Turns an object's properties into parameters, the same way for reads and writes on both engines.</summary>
internal static class ParameterTypes
{
    private static readonly ConcurrentDictionary<Type, Named[]> Known = new();

    private static readonly Dictionary<Type, DbType> DbTypes = new()
    {
        [typeof(string)] = DbType.String,
        [typeof(int)] = DbType.Int32,
        [typeof(long)] = DbType.Int64,
        [typeof(bool)] = DbType.Boolean,
        [typeof(double)] = DbType.Double,
        [typeof(byte[])] = DbType.Binary,
        [typeof(DateTimeOffset)] = DbType.DateTime2,
    };

    public static Named[] Of(object? args) => args is null ? [] : Known.GetOrAdd(args.GetType(), Read);

    public static DbType DbTypeOf(Type type) => type.IsEnum ? DbType.String : DbTypes[type];

    /// <summary>Makes the parameters of a command that is used once.</summary>
    public static SqlMapper.IDynamicParameters For(Dialect dialect, object? args) => new Once(dialect, args);

    public static void Add(DbCommand command, Dialect dialect, object? args)
    {
        foreach (var named in Of(args))
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = named.Parameter;
            dialect.Set(parameter, named.Type, named.Property.GetValue(args));
            command.Parameters.Add(parameter);
        }
    }

    private static Named[] Read(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => Named.Of(type, property))];

    internal sealed record Named(string Parameter, Type Type, PropertyInfo Property)
    {
        public static Named Of(Type owner, PropertyInfo property)
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            return type.IsEnum || DbTypes.ContainsKey(type)
                ? new Named("@" + property.Name, type, property)
                : throw new ArgumentException(
                    $"{property.Name} of {owner.Name} is a {type.Name}, which is no parameter: pass the text or number in it; "
                        + "pass a list as a JSON array.", nameof(property));
        }
    }

    private sealed class Once(Dialect dialect, object? args) : SqlMapper.IDynamicParameters
    {
        public void AddParameters(IDbCommand command, SqlMapper.Identity identity) => Add((DbCommand)command, dialect, args);
    }
}
