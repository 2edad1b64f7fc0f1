/** Made from templates/*.yaml by `npm run gen`; never edited. The built-in templates, as they are written. */
/* eslint-disable */
import type { BuiltInTemplate } from './templates/read.js'

export const builtInTemplates: Readonly<Record<string, BuiltInTemplate>> = {
  "mariadb": {
    "description": "MariaDB, a relational database that speaks the protocol of MySQL.",
    "image": "mariadb",
    "version": "11.4",
    "versions": {
      "11.8": {
        "volume": "/var/lib/mysql"
      },
      "11.4": {
        "volume": "/var/lib/mysql"
      },
      "10.11": {
        "volume": "/var/lib/mysql"
      },
      "10.6": {
        "volume": "/var/lib/mysql"
      }
    },
    "upgrade": "never",
    "port": 3306,
    "env": {
      "MARIADB_ROOT_PASSWORD": {
        "passwordOf": "root"
      },
      "MARIADB_USER": {
        "value": "user"
      },
      "MARIADB_PASSWORD": {
        "value": "password"
      },
      "MARIADB_DATABASE": {
        "value": "database"
      }
    },
    "command": [
      "mariadbd",
      [
        {
          "join": [
            "--max-connections=",
            {
              "value": "maxConnections"
            }
          ]
        }
      ],
      [
        {
          "join": [
            "--innodb-buffer-pool-size=",
            {
              "value": "bufferPool"
            }
          ]
        }
      ]
    ],
    "health": [
      "healthcheck.sh",
      "--connect",
      "--innodb_initialized"
    ],
    "outputs": {
      "url": {
        "url": {
          "scheme": "mysql",
          "user": {
            "value": "user"
          },
          "password": {
            "value": "password"
          },
          "path": {
            "value": "database"
          }
        }
      },
      "user": {
        "value": "user"
      },
      "password": {
        "value": "password"
      },
      "database": {
        "value": "database"
      }
    },
    "parameters": {
      "user": {
        "description": "The user that may do everything in the database, in lowercase letters, digits and underscores; not root.",
        "pattern": "^(?!root$)[a-z_][a-z0-9_]{0,31}$",
        "default": "app",
        "fixed": true
      },
      "database": {
        "description": "The database that is made, in lowercase letters, digits and underscores.",
        "pattern": "^[a-z_][a-z0-9_]{0,62}$",
        "default": "app",
        "fixed": true
      },
      "maxConnections": {
        "description": "Connections at the same time; the server's own default is 151.",
        "type": "integer",
        "minimum": 10,
        "maximum": 10000
      },
      "bufferPool": {
        "description": "Memory for its own cache, for example 256M; the server's own default is 128M.",
        "pattern": "^[1-9][0-9]{0,6}(K|M|G)$"
      }
    },
    "contents": {
      "admin": {
        "user": "root",
        "command": [
          "mariadb",
          "--protocol=socket",
          "--user=root",
          "--batch"
        ],
        "env": {
          "MYSQL_PWD": {
            "value": "secret"
          }
        },
        "password": [
          {
            "join": [
              "alter user if exists 'root'@'localhost' identified by '",
              {
                "value": "secret"
              },
              "', 'root'@'%' identified by '",
              {
                "value": "secret"
              },
              "';"
            ]
          }
        ]
      },
      "ping": [
        "select 1;"
      ],
      "login": {
        "command": [
          "mariadb",
          "--protocol=tcp",
          {
            "join": [
              "--host=",
              {
                "value": "host"
              }
            ]
          },
          {
            "join": [
              "--port=",
              {
                "value": "port"
              }
            ]
          },
          {
            "join": [
              "--user=",
              {
                "value": "name"
              }
            ]
          },
          "--connect-timeout=10",
          "--batch",
          "--execute=select 1"
        ],
        "env": {
          "MYSQL_PWD": {
            "value": "secret"
          }
        }
      },
      "password": [
        {
          "join": [
            "alter user '",
            {
              "value": "name"
            },
            "'@'%' identified by '",
            {
              "value": "secret"
            },
            "';"
          ]
        }
      ],
      "database": [
        {
          "join": [
            "create database if not exists `",
            {
              "value": "name"
            },
            "`;"
          ]
        }
      ],
      "user": [
        {
          "join": [
            "create user if not exists '",
            {
              "value": "name"
            },
            "'@'%' identified by '",
            {
              "value": "secret"
            },
            "';"
          ]
        }
      ],
      "owner": [
        {
          "join": [
            "grant all on `",
            {
              "value": "pattern"
            },
            "`.* to '",
            {
              "value": "owner"
            },
            "'@'%';"
          ]
        }
      ]
    },
    "limits": {
      "memory": "512m"
    }
  },
  "minio": {
    "description": "MinIO, a store of objects that speaks the protocol of S3.",
    "image": "minio/minio",
    "version": "RELEASE.2025-09-07T16-13-09Z",
    "versions": {
      "RELEASE": {
        "volume": "/data"
      }
    },
    "upgrade": "newer",
    "port": 9000,
    "env": {
      "MINIO_ROOT_USER": {
        "value": "user"
      },
      "MINIO_ROOT_PASSWORD": {
        "value": "password"
      }
    },
    "passwords": "start",
    "command": [
      "server",
      "/data",
      "--address",
      {
        "join": [
          ":",
          {
            "value": "port"
          }
        ]
      }
    ],
    "health": [
      "mc",
      "ready",
      "local"
    ],
    "outputs": {
      "url": {
        "url": {
          "scheme": "http"
        }
      },
      "user": {
        "value": "user"
      },
      "password": {
        "value": "password"
      }
    },
    "parameters": {
      "user": {
        "description": "The access key of the owner, in lowercase letters, digits and underscores; at least three characters.",
        "pattern": "^[a-z_][a-z0-9_]{2,19}$",
        "default": "app"
      }
    },
    "limits": {
      "memory": "512m"
    }
  },
  "mongodb": {
    "description": "MongoDB, a store of documents.",
    "image": "mongo",
    "version": "7.0",
    "versions": {
      "8.0": {
        "volume": "/data/db"
      },
      "7.0": {
        "volume": "/data/db"
      },
      "6.0": {
        "volume": "/data/db"
      }
    },
    "upgrade": "never",
    "port": 27017,
    "env": {
      "MONGO_INITDB_ROOT_USERNAME": {
        "value": "user"
      },
      "MONGO_INITDB_ROOT_PASSWORD": {
        "value": "password"
      },
      "MONGO_INITDB_DATABASE": {
        "value": "database"
      }
    },
    "command": [
      "mongod",
      "--bind_ip_all",
      [
        "--wiredTigerCacheSizeGB",
        {
          "value": "cacheGb"
        }
      ]
    ],
    "health": [
      "mongosh",
      "--quiet",
      "--norc",
      "--eval",
      "quit(db.adminCommand('ping').ok ? 0 : 1)",
      "mongodb://127.0.0.1:27017/test?serverSelectionTimeoutMS=3000"
    ],
    "healthEvery": "15s",
    "outputs": {
      "url": {
        "url": {
          "scheme": "mongodb",
          "user": {
            "value": "user"
          },
          "password": {
            "value": "password"
          },
          "path": {
            "value": "database"
          },
          "query": "authSource=admin"
        }
      },
      "user": {
        "value": "user"
      },
      "password": {
        "value": "password"
      },
      "database": {
        "value": "database"
      }
    },
    "parameters": {
      "user": {
        "description": "The user that may do everything, in lowercase letters, digits and underscores.",
        "pattern": "^[a-z_][a-z0-9_]{0,62}$",
        "default": "app",
        "fixed": true
      },
      "database": {
        "description": "The database that apps use, in lowercase letters, digits and underscores.",
        "pattern": "^[a-z_][a-z0-9_]{0,62}$",
        "default": "app"
      },
      "cacheGb": {
        "description": "Memory for its own cache in GB, such as 0.5; without it half of what the host has, whatever the limits say.",
        "pattern": "^[0-9]{1,4}(\\.[0-9]{1,2})?$",
        "default": "0.25"
      }
    },
    "limits": {
      "memory": "1g"
    }
  },
  "mysql": {
    "description": "MySQL, a relational database.",
    "image": "mysql",
    "version": "8.4",
    "versions": {
      "9.7": {
        "volume": "/var/lib/mysql"
      },
      "9.4": {
        "volume": "/var/lib/mysql"
      },
      "8.4": {
        "volume": "/var/lib/mysql"
      },
      "8.0": {
        "volume": "/var/lib/mysql"
      }
    },
    "upgrade": "never",
    "port": 3306,
    "env": {
      "MYSQL_ROOT_PASSWORD": {
        "passwordOf": "root"
      },
      "MYSQL_USER": {
        "value": "user"
      },
      "MYSQL_PASSWORD": {
        "value": "password"
      },
      "MYSQL_DATABASE": {
        "value": "database"
      }
    },
    "command": [
      "mysqld",
      [
        {
          "join": [
            "--max-connections=",
            {
              "value": "maxConnections"
            }
          ]
        }
      ],
      [
        {
          "join": [
            "--innodb-buffer-pool-size=",
            {
              "value": "bufferPool"
            }
          ]
        }
      ]
    ],
    "health": [
      "mysqladmin",
      "--protocol=tcp",
      "--host=127.0.0.1",
      "--connect-timeout=3",
      "--silent",
      "ping"
    ],
    "outputs": {
      "url": {
        "url": {
          "scheme": "mysql",
          "user": {
            "value": "user"
          },
          "password": {
            "value": "password"
          },
          "path": {
            "value": "database"
          }
        }
      },
      "user": {
        "value": "user"
      },
      "password": {
        "value": "password"
      },
      "database": {
        "value": "database"
      }
    },
    "parameters": {
      "user": {
        "description": "The user that may do everything in the database, in lowercase letters, digits and underscores; not root.",
        "pattern": "^(?!root$)[a-z_][a-z0-9_]{0,31}$",
        "default": "app",
        "fixed": true
      },
      "database": {
        "description": "The database that is made, in lowercase letters, digits and underscores.",
        "pattern": "^[a-z_][a-z0-9_]{0,62}$",
        "default": "app",
        "fixed": true
      },
      "maxConnections": {
        "description": "Connections at the same time; the server's own default is 151.",
        "type": "integer",
        "minimum": 5,
        "maximum": 10000
      },
      "bufferPool": {
        "description": "Memory for its own cache, for example 256M; the server's own default is 128M.",
        "pattern": "^[1-9][0-9]{0,6}(K|M|G)$"
      }
    },
    "contents": {
      "admin": {
        "user": "root",
        "command": [
          "mysql",
          "--protocol=socket",
          "--user=root",
          "--batch"
        ],
        "env": {
          "MYSQL_PWD": {
            "value": "secret"
          }
        },
        "password": [
          {
            "join": [
              "alter user if exists 'root'@'localhost' identified by '",
              {
                "value": "secret"
              },
              "', 'root'@'%' identified by '",
              {
                "value": "secret"
              },
              "';"
            ]
          }
        ]
      },
      "ping": [
        "select 1;"
      ],
      "login": {
        "command": [
          "mysql",
          "--protocol=tcp",
          {
            "join": [
              "--host=",
              {
                "value": "host"
              }
            ]
          },
          {
            "join": [
              "--port=",
              {
                "value": "port"
              }
            ]
          },
          {
            "join": [
              "--user=",
              {
                "value": "name"
              }
            ]
          },
          "--connect-timeout=10",
          "--batch",
          "--execute=select 1"
        ],
        "env": {
          "MYSQL_PWD": {
            "value": "secret"
          }
        }
      },
      "password": [
        {
          "join": [
            "alter user '",
            {
              "value": "name"
            },
            "'@'%' identified by '",
            {
              "value": "secret"
            },
            "';"
          ]
        }
      ],
      "database": [
        {
          "join": [
            "create database if not exists `",
            {
              "value": "name"
            },
            "`;"
          ]
        }
      ],
      "user": [
        {
          "join": [
            "create user if not exists '",
            {
              "value": "name"
            },
            "'@'%' identified by '",
            {
              "value": "secret"
            },
            "';"
          ]
        }
      ],
      "owner": [
        {
          "join": [
            "grant all on `",
            {
              "value": "pattern"
            },
            "`.* to '",
            {
              "value": "owner"
            },
            "'@'%';"
          ]
        }
      ]
    },
    "limits": {
      "memory": "1g"
    }
  },
  "postgres": {
    "description": "PostgreSQL, a relational database.",
    "image": "postgres",
    "version": "17",
    "versions": {
      "14": {
        "volume": "/var/lib/postgresql/data"
      },
      "15": {
        "volume": "/var/lib/postgresql/data"
      },
      "16": {
        "volume": "/var/lib/postgresql/data"
      },
      "17": {
        "volume": "/var/lib/postgresql/data"
      },
      "18": {
        "volume": "/var/lib/postgresql"
      }
    },
    "upgrade": "never",
    "port": 5432,
    "env": {
      "POSTGRES_USER": {
        "value": "user"
      },
      "POSTGRES_PASSWORD": {
        "value": "password"
      },
      "POSTGRES_DB": {
        "value": "database"
      }
    },
    "command": [
      "postgres",
      [
        "-c",
        {
          "join": [
            "max_connections=",
            {
              "value": "maxConnections"
            }
          ]
        }
      ],
      [
        "-c",
        {
          "join": [
            "shared_buffers=",
            {
              "value": "sharedBuffers"
            }
          ]
        }
      ]
    ],
    "health": [
      "pg_isready",
      "-q",
      "-h",
      "127.0.0.1",
      "-U",
      {
        "value": "user"
      },
      "-d",
      {
        "value": "database"
      }
    ],
    "outputs": {
      "url": {
        "url": {
          "scheme": "postgres",
          "user": {
            "value": "user"
          },
          "password": {
            "value": "password"
          },
          "path": {
            "value": "database"
          }
        }
      },
      "user": {
        "value": "user"
      },
      "password": {
        "value": "password"
      },
      "database": {
        "value": "database"
      }
    },
    "parameters": {
      "user": {
        "description": "The user that owns the database, in lowercase letters, digits and underscores. It may do everything in this server.",
        "pattern": "^[a-z_][a-z0-9_]{0,62}$",
        "default": "app",
        "fixed": true
      },
      "database": {
        "description": "The database that is made, in lowercase letters, digits and underscores.",
        "pattern": "^[a-z_][a-z0-9_]{0,62}$",
        "default": "app",
        "fixed": true
      },
      "maxConnections": {
        "description": "Connections at the same time; the server's own default is 100.",
        "type": "integer",
        "minimum": 5,
        "maximum": 10000
      },
      "sharedBuffers": {
        "description": "Memory for its own cache, for example 256MB; the server's own default is 128MB.",
        "pattern": "^[1-9][0-9]{0,6}(kB|MB|GB)$"
      }
    },
    "contents": {
      "admin": {
        "user": {
          "value": "user"
        },
        "command": [
          "psql",
          "-qX",
          "-v",
          "ON_ERROR_STOP=1",
          "-U",
          {
            "value": "user"
          },
          "-d",
          {
            "value": "database"
          }
        ],
        "env": {
          "PGPASSWORD": {
            "value": "secret"
          },
          "PGCONNECT_TIMEOUT": "10"
        }
      },
      "ping": [
        "select 1;"
      ],
      "login": {
        "command": [
          "psql",
          "-qXtA",
          "-h",
          {
            "value": "host"
          },
          "-p",
          {
            "value": "port"
          },
          "-U",
          {
            "value": "name"
          },
          "-d",
          {
            "value": "database"
          },
          "-c",
          "select 1"
        ],
        "env": {
          "PGPASSWORD": {
            "value": "secret"
          },
          "PGCONNECT_TIMEOUT": "10"
        }
      },
      "password": [
        "set log_statement = 'none'; set log_min_error_statement = 'panic'; set log_min_duration_statement = -1;",
        {
          "join": [
            "alter role \"",
            {
              "value": "name"
            },
            "\" with login password '",
            {
              "value": "secret"
            },
            "';"
          ]
        }
      ],
      "database": [
        {
          "join": [
            "select 'create database \"",
            {
              "value": "name"
            },
            "\"' where not exists (select from pg_database where datname = '",
            {
              "value": "name"
            },
            "') \\gexec"
          ]
        }
      ],
      "user": [
        {
          "join": [
            "select 'create role \"",
            {
              "value": "name"
            },
            "\" login' where not exists (select from pg_roles where rolname = '",
            {
              "value": "name"
            },
            "') \\gexec"
          ]
        }
      ],
      "owner": [
        {
          "join": [
            "grant all privileges on database \"",
            {
              "value": "name"
            },
            "\" to \"",
            {
              "value": "owner"
            },
            "\";"
          ]
        },
        {
          "join": [
            "select 'alter database \"",
            {
              "value": "name"
            },
            "\" owner to \"",
            {
              "value": "owner"
            },
            "\"' from pg_database d join pg_roles r on r.oid = d.datdba where d.datname = '",
            {
              "value": "name"
            },
            "' and d.datname <> '",
            {
              "value": "database"
            },
            "' and r.rolname = '",
            {
              "value": "user"
            },
            "' \\gexec"
          ]
        },
        {
          "join": [
            "\\connect \"",
            {
              "value": "name"
            },
            "\""
          ]
        },
        {
          "join": [
            "grant all on schema public to \"",
            {
              "value": "owner"
            },
            "\";"
          ]
        },
        {
          "join": [
            "\\connect \"",
            {
              "value": "database"
            },
            "\""
          ]
        }
      ],
      "extension": [
        {
          "join": [
            "create extension if not exists \"",
            {
              "value": "name"
            },
            "\";"
          ]
        }
      ]
    },
    "limits": {
      "memory": "512m"
    }
  },
  "rabbitmq": {
    "description": "RabbitMQ, a broker of messages.",
    "image": "rabbitmq",
    "version": "4.1",
    "versions": {
      "4.1": {
        "volume": "/var/lib/rabbitmq"
      },
      "4.0": {
        "volume": "/var/lib/rabbitmq"
      },
      "3.13": {
        "volume": "/var/lib/rabbitmq"
      }
    },
    "upgrade": "never",
    "port": 5672,
    "env": {
      "RABBITMQ_NODENAME": "rabbit@localhost",
      "RABBITMQ_DEFAULT_USER": {
        "value": "user"
      },
      "RABBITMQ_DEFAULT_PASS": {
        "value": "password"
      },
      "RABBITMQ_DEFAULT_VHOST": {
        "value": "vhost"
      }
    },
    "health": [
      "rabbitmq-diagnostics",
      "-q",
      "check_port_connectivity"
    ],
    "healthEvery": "15s",
    "outputs": {
      "url": {
        "url": {
          "scheme": "amqp",
          "user": {
            "value": "user"
          },
          "password": {
            "value": "password"
          },
          "path": {
            "value": "vhost"
          }
        }
      },
      "user": {
        "value": "user"
      },
      "password": {
        "value": "password"
      },
      "vhost": {
        "value": "vhost"
      }
    },
    "parameters": {
      "user": {
        "description": "The user that may do everything, in lowercase letters, digits and underscores.",
        "pattern": "^[a-z_][a-z0-9_]{0,62}$",
        "default": "app",
        "fixed": true
      },
      "vhost": {
        "description": "The virtual host that apps use, in lowercase letters, digits and underscores, or a slash.",
        "pattern": "^(/|[a-z_][a-z0-9_]{0,62})$",
        "default": "/",
        "fixed": true
      }
    },
    "limits": {
      "memory": "512m"
    }
  },
  "redis": {
    "description": "Redis, a store of keys and values in memory.",
    "image": "redis",
    "version": "7",
    "versions": {
      "7": {
        "volume": "/data"
      },
      "8": {
        "volume": "/data"
      }
    },
    "upgrade": "newer",
    "port": 6379,
    "env": {
      "REDISCLI_AUTH": {
        "value": "password"
      }
    },
    "files": {
      "/etc/mist/server.conf": [
        {
          "join": [
            "requirepass",
            " ",
            {
              "value": "password"
            }
          ]
        }
      ]
    },
    "passwords": "start",
    "command": [
      "redis-server",
      "/etc/mist/server.conf",
      [
        "--appendonly",
        {
          "value": "appendonly"
        }
      ],
      [
        "--maxmemory",
        {
          "value": "maxmemory"
        }
      ],
      [
        "--maxmemory-policy",
        {
          "value": "maxmemoryPolicy"
        }
      ]
    ],
    "health": [
      "redis-cli",
      "-e",
      "-h",
      "127.0.0.1",
      "ping"
    ],
    "outputs": {
      "url": {
        "url": {
          "scheme": "redis",
          "user": "default",
          "password": {
            "value": "password"
          }
        }
      },
      "password": {
        "value": "password"
      }
    },
    "parameters": {
      "appendonly": {
        "description": "Write every change to the volume, instead of a snapshot now and then.",
        "enum": [
          "yes",
          "no"
        ],
        "default": "yes"
      },
      "maxmemory": {
        "description": "What it may hold, for example 128m; without it as much as there is.",
        "pattern": "^[1-9][0-9]{0,6}(k|m|g)$"
      },
      "maxmemoryPolicy": {
        "description": "What goes when it is full.",
        "enum": [
          "noeviction",
          "allkeys-lru",
          "allkeys-lfu",
          "allkeys-random",
          "volatile-lru",
          "volatile-lfu",
          "volatile-random",
          "volatile-ttl"
        ]
      }
    },
    "limits": {
      "memory": "256m"
    }
  },
  "valkey": {
    "description": "Valkey, a store of keys and values in memory that speaks the protocol of Redis.",
    "image": "valkey/valkey",
    "version": "8",
    "versions": {
      "8": {
        "volume": "/data"
      },
      "9": {
        "volume": "/data"
      },
      "7.2": {
        "volume": "/data"
      }
    },
    "upgrade": "newer",
    "port": 6379,
    "env": {
      "REDISCLI_AUTH": {
        "value": "password"
      }
    },
    "files": {
      "/etc/mist/server.conf": [
        {
          "join": [
            "requirepass",
            " ",
            {
              "value": "password"
            }
          ]
        }
      ]
    },
    "passwords": "start",
    "command": [
      "valkey-server",
      "/etc/mist/server.conf",
      [
        "--appendonly",
        {
          "value": "appendonly"
        }
      ],
      [
        "--maxmemory",
        {
          "value": "maxmemory"
        }
      ],
      [
        "--maxmemory-policy",
        {
          "value": "maxmemoryPolicy"
        }
      ]
    ],
    "health": [
      "valkey-cli",
      "-e",
      "-h",
      "127.0.0.1",
      "ping"
    ],
    "outputs": {
      "url": {
        "url": {
          "scheme": "redis",
          "user": "default",
          "password": {
            "value": "password"
          }
        }
      },
      "password": {
        "value": "password"
      }
    },
    "parameters": {
      "appendonly": {
        "description": "Write every change to the volume, instead of a snapshot now and then.",
        "enum": [
          "yes",
          "no"
        ],
        "default": "yes"
      },
      "maxmemory": {
        "description": "What it may hold, for example 128m; without it as much as there is.",
        "pattern": "^[1-9][0-9]{0,6}(k|m|g)$"
      },
      "maxmemoryPolicy": {
        "description": "What goes when it is full.",
        "enum": [
          "noeviction",
          "allkeys-lru",
          "allkeys-lfu",
          "allkeys-random",
          "volatile-lru",
          "volatile-lfu",
          "volatile-random",
          "volatile-ttl"
        ]
      }
    },
    "limits": {
      "memory": "256m"
    }
  }
}
