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
    "upgrade": "dump-restore",
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
    },
    "backup": {
      "parts": [
        {
          "name": "users",
          "dump": {
            "command": [
              "mariadb-dump",
              "--user=root",
              "--no-create-info",
              "--complete-insert",
              "--insert-ignore",
              "--skip-triggers",
              "--skip-lock-tables",
              "--flush-privileges",
              "mysql",
              "global_priv",
              "db",
              "tables_priv",
              "columns_priv",
              "procs_priv",
              "proxies_priv",
              "roles_mapping"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "restore": {
            "command": [
              "mariadb",
              "--user=root",
              "--binary-mode",
              "mysql"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "compare": {
            "command": [
              [
                "mariadb",
                "--user=root",
                "--default-character-set=utf8mb4",
                "--batch",
                "--raw",
                "--skip-column-names"
              ],
              [
                {
                  "join": [
                    "--execute=SELECT CONCAT('user ', QUOTE(user), '@', QUOTE(host), ' has the global rights ', JSON_VALUE(priv, '$.access')), IF(user = '",
                    {
                      "value": "user"
                    },
                    "', '', SHA2(JSON_REMOVE(priv, '$.version_id'), 256)) FROM mysql.global_priv WHERE user NOT IN ('root', 'mysql', 'mariadb.sys', 'healthcheck');",
                    "SELECT CONCAT(grantee, ' may ', privilege_type, ' in ', table_schema, IF(is_grantable = 'YES', ' and give it on', '')) FROM information_schema.schema_privileges WHERE privilege_type <> 'SHOW CREATE ROUTINE' AND grantee NOT LIKE '\\'mariadb.sys\\'@%' AND grantee NOT LIKE '\\'healthcheck\\'@%'; SELECT CONCAT(grantee, ' may ', privilege_type, ' with ', table_schema, '.', table_name, IF(is_grantable = 'YES', ' and give it on', '')) FROM information_schema.table_privileges WHERE privilege_type <> 'SHOW CREATE ROUTINE' AND grantee NOT LIKE '\\'mariadb.sys\\'@%' AND grantee NOT LIKE '\\'healthcheck\\'@%'; SELECT CONCAT(grantee, ' may ', privilege_type, ' with ', table_schema, '.', table_name, '.', column_name, IF(is_grantable = 'YES', ' and give it on', '')) FROM information_schema.column_privileges WHERE privilege_type <> 'SHOW CREATE ROUTINE' AND grantee NOT LIKE '\\'mariadb.sys\\'@%' AND grantee NOT LIKE '\\'healthcheck\\'@%';",
                    "SELECT CONCAT(QUOTE(user), '@', QUOTE(host), ' is in ', QUOTE(role), IF(admin_option = 'Y', ' and gives it on', '')) FROM mysql.roles_mapping; SELECT CONCAT(QUOTE(user), '@', QUOTE(host), ' may ', proc_priv, ' with ', routine_type, ' ', db, '.', routine_name) FROM mysql.procs_priv; SELECT CONCAT(QUOTE(user), '@', QUOTE(host), ' may be ', QUOTE(proxied_user), '@', QUOTE(proxied_host), IF(with_grant, ' and give it on', '')) FROM mysql.proxies_priv WHERE user <> 'root';"
                  ]
                }
              ]
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          }
        },
        {
          "name": "database",
          "each": {
            "command": [
              "mariadb",
              "--user=root",
              "--batch",
              "--raw",
              "--skip-column-names",
              "--execute=SELECT REPLACE(REPLACE(schema_name, CHAR(10), '?'), CHAR(13), '?') FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY schema_name"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "dump": {
            "command": [
              "mariadb-dump",
              "--user=root",
              "--single-transaction",
              "--quick",
              "--routines",
              "--events",
              "--triggers",
              "--hex-blob",
              "--default-character-set=utf8mb4",
              "--max-allowed-packet=1G",
              "--databases",
              "--",
              {
                "value": "part"
              }
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "restore": {
            "command": [
              "mariadb",
              "--user=root",
              "--binary-mode",
              "--default-character-set=utf8mb4",
              "--max-allowed-packet=1G"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "compare": {
            "command": [
              "mariadb",
              "--user=root",
              "--default-character-set=utf8mb4",
              "--batch",
              "--raw",
              "--skip-column-names",
              "-D",
              {
                "value": "part"
              },
              "--execute=SET SESSION group_concat_max_len = 4294967295; SELECT COALESCE(GROUP_CONCAT(CONCAT('SELECT CONCAT(''table '', ', QUOTE(table_name), ', '' has '', COUNT(*), '' rows'') FROM `', REPLACE(table_name, '`', '``'), '`') SEPARATOR ' UNION ALL '), 'SELECT 1') INTO @ask FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'; PREPARE ask FROM @ask; EXECUTE ask"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          }
        }
      ],
      "check": {
        "command": [
          "mariadb",
          "--user=root",
          "--batch",
          "--execute=FLUSH PRIVILEGES; SELECT count(*) FROM information_schema.tables"
        ],
        "env": {
          "MYSQL_PWD": {
            "passwordOf": "root"
          }
        }
      }
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
    },
    "backup": {
      "parts": [
        {
          "name": "files",
          "folder": "paused"
        }
      ],
      "check": {
        "command": [
          "mc",
          "ready",
          "local"
        ]
      }
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
    "contents": {
      "admin": {
        "user": {
          "value": "user"
        },
        "command": [
          "mongosh",
          "--quiet",
          "--norc",
          "--file",
          "/dev/stdin",
          "mongodb://127.0.0.1:27017/admin?serverSelectionTimeoutMS=10000"
        ],
        "begin": [
          {
            "join": [
              "db.auth('",
              {
                "value": "name"
              },
              "', '",
              {
                "value": "secret"
              },
              "');"
            ]
          }
        ],
        "password": [
          {
            "join": [
              "db.changeUserPassword('",
              {
                "value": "name"
              },
              "', '",
              {
                "value": "secret"
              },
              "');"
            ]
          }
        ]
      },
      "ping": [
        "db.runCommand({ ping: 1 });"
      ],
      "login": {
        "command": [
          "mongosh",
          "--quiet",
          "--norc",
          "--file",
          "/dev/stdin",
          {
            "join": [
              "mongodb://",
              {
                "value": "host"
              },
              ":",
              {
                "value": "port"
              },
              "/admin?serverSelectionTimeoutMS=10000"
            ]
          }
        ],
        "stdin": [
          {
            "join": [
              "db.auth('",
              {
                "value": "name"
              },
              "', '",
              {
                "value": "secret"
              },
              "');"
            ]
          }
        ]
      },
      "password": [
        {
          "join": [
            "db.changeUserPassword('",
            {
              "value": "name"
            },
            "', '",
            {
              "value": "secret"
            },
            "');"
          ]
        }
      ],
      "database": [
        {
          "join": [
            "// The database ",
            {
              "value": "name"
            }
          ]
        }
      ],
      "user": [
        {
          "join": [
            "if (!db.getUser('",
            {
              "value": "name"
            },
            "')) db.createUser({ user: '",
            {
              "value": "name"
            },
            "', pwd: '",
            {
              "value": "secret"
            },
            "', roles: [] });"
          ]
        }
      ],
      "owner": [
        {
          "join": [
            "db.grantRolesToUser('",
            {
              "value": "owner"
            },
            "', [{ role: 'readWrite', db: '",
            {
              "value": "name"
            },
            "' }, { role: 'dbAdmin', db: '",
            {
              "value": "name"
            },
            "' }]);"
          ]
        }
      ]
    },
    "limits": {
      "memory": "1g"
    },
    "backup": {
      "parts": [
        {
          "name": "data",
          "dump": {
            "command": [
              "mongodump",
              "--quiet",
              "--archive",
              "--host=127.0.0.1",
              "--authenticationDatabase=admin",
              {
                "join": [
                  "--username=",
                  {
                    "value": "user"
                  }
                ]
              }
            ],
            "stdin": {
              "value": "password"
            }
          },
          "restore": {
            "command": [
              "mongorestore",
              "--quiet",
              "--archive",
              "--stopOnError",
              "--host=127.0.0.1",
              "--authenticationDatabase=admin",
              {
                "join": [
                  "--username=",
                  {
                    "value": "user"
                  }
                ]
              }
            ],
            "stdin": {
              "value": "password"
            }
          }
        }
      ],
      "check": {
        "command": [
          "mongosh",
          "--quiet",
          "--norc",
          "--eval",
          "quit(db.adminCommand('ping').ok ? 0 : 1)",
          "mongodb://127.0.0.1:27017/test?serverSelectionTimeoutMS=3000"
        ]
      }
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
    "upgrade": "dump-restore",
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
    },
    "backup": {
      "parts": [
        {
          "name": "users",
          "dump": {
            "command": [
              "mysqldump",
              "--user=root",
              "--single-transaction",
              "--no-create-info",
              "--complete-insert",
              "--insert-ignore",
              "--skip-triggers",
              "--flush-privileges",
              "--no-tablespaces",
              "--set-gtid-purged=OFF",
              "mysql",
              "user",
              "db",
              "tables_priv",
              "columns_priv",
              "procs_priv",
              "proxies_priv",
              "global_grants",
              "role_edges",
              "default_roles"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "restore": {
            "command": [
              "mysql",
              "--user=root",
              "--binary-mode",
              "mysql"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "compare": {
            "command": [
              [
                "mysql",
                "--user=root",
                "--default-character-set=utf8mb4",
                "--batch",
                "--raw",
                "--skip-column-names"
              ],
              [
                {
                  "join": [
                    "--execute=SELECT CONCAT('user ', QUOTE(user), '@', QUOTE(host), ' logs in by ', plugin, IF(plugin IN (SELECT plugin_name FROM information_schema.plugins WHERE plugin_status = 'ACTIVE'), '', ', which this server does not have'), IF(account_locked = 'Y', ', locked', '')), IF(user = '",
                    {
                      "value": "user"
                    },
                    "', '', SHA2(CONCAT_WS('/', authentication_string, ssl_type, ssl_cipher, x509_issuer, x509_subject, max_questions, max_updates, max_connections, max_user_connections, password_expired, user_attributes), 256)) FROM mysql.user WHERE user NOT IN ('root', 'mysql.sys', 'mysql.session', 'mysql.infoschema', 'healthchecker');",
                    "SELECT CONCAT(grantee, ' may ', privilege_type, ' anywhere', IF(is_grantable = 'YES', ' and give it on', '')) FROM information_schema.user_privileges WHERE privilege_type <> 'SET_USER_ID' AND SUBSTRING_INDEX(grantee, '@', 1) NOT IN (\"'root'\", \"'mysql.sys'\", \"'mysql.session'\", \"'mysql.infoschema'\", \"'healthchecker'\");",
                    "SELECT CONCAT(grantee, ' may ', privilege_type, ' in ', table_schema, IF(is_grantable = 'YES', ' and give it on', '')) FROM information_schema.schema_privileges WHERE SUBSTRING_INDEX(grantee, '@', 1) NOT IN (\"'mysql.sys'\", \"'mysql.session'\", \"'mysql.infoschema'\", \"'healthchecker'\"); SELECT CONCAT(grantee, ' may ', privilege_type, ' with ', table_schema, '.', table_name, IF(is_grantable = 'YES', ' and give it on', '')) FROM information_schema.table_privileges WHERE SUBSTRING_INDEX(grantee, '@', 1) NOT IN (\"'mysql.sys'\", \"'mysql.session'\", \"'mysql.infoschema'\", \"'healthchecker'\"); SELECT CONCAT(grantee, ' may ', privilege_type, ' with ', table_schema, '.', table_name, '.', column_name, IF(is_grantable = 'YES', ' and give it on', '')) FROM information_schema.column_privileges WHERE SUBSTRING_INDEX(grantee, '@', 1) NOT IN (\"'mysql.sys'\", \"'mysql.session'\", \"'mysql.infoschema'\", \"'healthchecker'\");",
                    "SELECT CONCAT(QUOTE(to_user), '@', QUOTE(to_host), ' is in ', QUOTE(from_user), '@', QUOTE(from_host), IF(with_admin_option = 'Y', ' and gives it on', '')) FROM mysql.role_edges; SELECT CONCAT(QUOTE(user), '@', QUOTE(host), ' begins as ', QUOTE(default_role_user), '@', QUOTE(default_role_host)) FROM mysql.default_roles; SELECT CONCAT(QUOTE(user), '@', QUOTE(host), ' may ', proc_priv, ' with ', routine_type, ' ', db, '.', routine_name) FROM mysql.procs_priv; SELECT CONCAT(QUOTE(user), '@', QUOTE(host), ' may be ', QUOTE(proxied_user), '@', QUOTE(proxied_host), IF(with_grant, ' and give it on', '')) FROM mysql.proxies_priv WHERE user <> 'root';"
                  ]
                }
              ]
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          }
        },
        {
          "name": "database",
          "each": {
            "command": [
              "mysql",
              "--user=root",
              "--batch",
              "--raw",
              "--skip-column-names",
              "--execute=SELECT REPLACE(REPLACE(schema_name, CHAR(10), '?'), CHAR(13), '?') FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys') ORDER BY schema_name"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "dump": {
            "command": [
              "mysqldump",
              "--user=root",
              "--single-transaction",
              "--quick",
              "--routines",
              "--events",
              "--triggers",
              "--hex-blob",
              "--default-character-set=utf8mb4",
              "--max-allowed-packet=1G",
              "--no-tablespaces",
              "--set-gtid-purged=OFF",
              "--databases",
              "--",
              {
                "value": "part"
              }
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "restore": {
            "command": [
              "mysql",
              "--user=root",
              "--binary-mode",
              "--default-character-set=utf8mb4",
              "--max-allowed-packet=1G"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          },
          "compare": {
            "command": [
              "mysql",
              "--user=root",
              "--default-character-set=utf8mb4",
              "--batch",
              "--raw",
              "--skip-column-names",
              "-D",
              {
                "value": "part"
              },
              "--execute=SET SESSION group_concat_max_len = 4294967295; SELECT COALESCE(GROUP_CONCAT(CONCAT('SELECT CONCAT(''table '', ', QUOTE(table_name), ', '' has '', COUNT(*), '' rows'') FROM `', REPLACE(table_name, '`', '``'), '`') SEPARATOR ' UNION ALL '), 'SELECT 1') INTO @ask FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'; PREPARE ask FROM @ask; EXECUTE ask"
            ],
            "env": {
              "MYSQL_PWD": {
                "passwordOf": "root"
              }
            }
          }
        }
      ],
      "check": {
        "command": [
          "mysql",
          "--user=root",
          "--batch",
          "--execute=FLUSH PRIVILEGES; SELECT count(*) FROM information_schema.tables"
        ],
        "env": {
          "MYSQL_PWD": {
            "passwordOf": "root"
          }
        }
      }
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
    "upgrade": "dump-restore",
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
    },
    "backup": {
      "parts": [
        {
          "name": "server",
          "dump": {
            "command": [
              [
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--set=ON_ERROR_STOP=1",
                "-U",
                {
                  "value": "user"
                },
                "-d",
                "postgres"
              ],
              [
                "-c",
                "SELECT format('SELECT %L WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %L)\\gexec', format('CREATE ROLE %I', rolname) || coalesce(' PASSWORD ' || quote_literal(rolpassword), ''), rolname) FROM pg_authid WHERE rolname !~ '^pg_' ORDER BY rolname"
              ],
              [
                "-c",
                "SELECT format('ALTER ROLE %I WITH %s %s %s %s %s %s %s CONNECTION LIMIT %s%s;', rolname, CASE WHEN rolsuper THEN 'SUPERUSER' ELSE 'NOSUPERUSER' END, CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'NOCREATEROLE' END, CASE WHEN rolcreatedb THEN 'CREATEDB' ELSE 'NOCREATEDB' END, CASE WHEN rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END, CASE WHEN rolreplication THEN 'REPLICATION' ELSE 'NOREPLICATION' END, CASE WHEN rolbypassrls THEN 'BYPASSRLS' ELSE 'NOBYPASSRLS' END, rolconnlimit, CASE WHEN rolvaliduntil IS NULL THEN '' ELSE format(' VALID UNTIL %L', rolvaliduntil) END) FROM pg_authid WHERE rolname !~ '^pg_' ORDER BY rolname"
              ],
              [
                "-c",
                "SELECT format('GRANT %I TO %I%s;', g.rolname, m.rolname, CASE WHEN bool_or(to_jsonb(a) ? 'inherit_option') THEN format(' WITH ADMIN %s, INHERIT %s, SET %s', bool_or(a.admin_option)::text, bool_or((to_jsonb(a)->>'inherit_option')::bool)::text, bool_or((to_jsonb(a)->>'set_option')::bool)::text) WHEN bool_or(a.admin_option) THEN ' WITH ADMIN OPTION' ELSE '' END) FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member WHERE m.rolname !~ '^pg_' GROUP BY g.rolname, m.rolname ORDER BY 1"
              ],
              [
                "-c",
                "SELECT format('SELECT %L WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = %L)\\gexec', format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L', datname, pg_encoding_to_char(encoding), datcollate, datctype) || CASE to_jsonb(d)->>'datlocprovider' WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L', coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale')) WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', to_jsonb(d)->>'datlocale') ELSE '' END, datname) FROM pg_database d WHERE datname NOT IN ('template0', 'template1') ORDER BY datname"
              ],
              [
                "-c",
                "SELECT format('ALTER DATABASE %I OWNER TO %I; ALTER DATABASE %I CONNECTION LIMIT %s;', datname, pg_get_userbyid(datdba), datname, datconnlimit) FROM pg_database WHERE datname NOT IN ('template0', 'template1') ORDER BY datname"
              ],
              [
                "-c",
                "SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I;', datname, pg_get_userbyid(datdba)) FROM pg_database WHERE datname NOT IN ('template0', 'template1') AND datacl IS NOT NULL ORDER BY datname"
              ],
              [
                "-c",
                "SELECT format('GRANT %s ON DATABASE %I TO %s%s;', x.privilege_type, datname, CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END, CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) FROM pg_database, aclexplode(datacl) x WHERE datname NOT IN ('template0', 'template1') ORDER BY 1"
              ],
              [
                "-c",
                "SELECT format('ALTER %s SET %I TO %s;', CASE WHEN setdatabase = 0 THEN format('ROLE %I', r.rolname) WHEN setrole = 0 THEN format('DATABASE %I', d.datname) ELSE format('ROLE %I IN DATABASE %I', r.rolname, d.datname) END, split_part(c, '=', 1), CASE WHEN split_part(c, '=', 1) ~ '^(search_path|temp_tablespaces|(local|session|shared)_preload_libraries)$' THEN coalesce((SELECT string_agg(quote_literal(CASE WHEN e[1] LIKE '\"%' THEN replace(substr(e[1], 2, length(e[1]) - 2), '\"\"', '\"') ELSE e[1] END), ', ' ORDER BY n) FROM regexp_matches(substr(c, position('=' in c) + 1), '(\"(?:[^\"]|\"\")*\"|[^,[:space:]]+)', 'g') WITH ORDINALITY AS l(e, n)), quote_literal('')) ELSE quote_literal(substr(c, position('=' in c) + 1)) END) FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = setrole LEFT JOIN pg_database d ON d.oid = setdatabase, unnest(setconfig) c WHERE setrole <> 0 OR setdatabase <> 0"
              ],
              [
                "-c",
                "SELECT format('GRANT %s ON PARAMETER %s TO %s%s;', x.privilege_type, p.name, CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END, CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) FROM XMLTABLE('/table/row' PASSING CASE WHEN to_regclass('pg_parameter_acl') IS NULL THEN '<table/>'::xml ELSE query_to_xml('SELECT parname, paracl::text AS paracl FROM pg_parameter_acl', false, false, '') END COLUMNS name text PATH 'parname', acl text PATH 'paracl') p, aclexplode(p.acl::aclitem[]) x WHERE x.grantee <> 10 ORDER BY 1"
              ]
            ],
            "env": {
              "PGPASSWORD": {
                "value": "password"
              },
              "PGOPTIONS": "-c search_path=pg_catalog"
            }
          },
          "restore": {
            "command": [
              "psql",
              "--no-psqlrc",
              "--quiet",
              "--no-align",
              "--tuples-only",
              "--set=ON_ERROR_STOP=1",
              "-U",
              {
                "value": "user"
              },
              "-d",
              "postgres"
            ],
            "env": {
              "PGPASSWORD": {
                "value": "password"
              },
              "PGOPTIONS": "-c search_path=pg_catalog"
            }
          },
          "compare": {
            "command": [
              [
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--set=ON_ERROR_STOP=1",
                "-U",
                {
                  "value": "user"
                },
                "-d",
                "postgres"
              ],
              [
                "--set=rights=(SELECT string_agg(format('%s %s', g.who, g.what), ', ' ORDER BY g.who) FROM (SELECT (CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END) COLLATE \"C\" AS who, string_agg(x.right, '+' ORDER BY x.right) AS what FROM (SELECT DISTINCT grantee, (privilege_type || CASE WHEN is_grantable THEN ' to give on' ELSE '' END) COLLATE \"C\" AS right FROM aclexplode(coalesce(o.acl, acldefault(o.type, o.owner)))) x WHERE x.right NOT LIKE 'MAINTAIN%' AND NOT (o.kind = 'schema' AND o.name = 'public' AND (x.grantee IN (10, o.owner) OR x.grantee = 0 AND x.right LIKE 'CREATE%' OR pg_get_userbyid(x.grantee) ~ '^pg_')) AND (o.own OR x.grantee NOT IN (0, 10, o.owner) AND pg_get_userbyid(x.grantee) !~ '^pg_') GROUP BY x.grantee) g)"
              ],
              [
                "--file=-"
              ]
            ],
            "stdin": {
              "join": [
                "SELECT format('role %I: %s', rolname, concat_ws(', ', CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolinherit THEN 'inherits' END, CASE WHEN rolcreaterole THEN 'makes roles' END, CASE WHEN rolcreatedb THEN 'makes databases' END, CASE WHEN rolcanlogin THEN 'logs in' END, CASE WHEN rolreplication THEN 'replicates' END, CASE WHEN rolbypassrls THEN 'sees all rows' END, 'connections ' || rolconnlimit, 'until ' || extract(epoch FROM rolvaliduntil), CASE WHEN rolpassword IS NULL THEN 'no password' ELSE 'a password' END)) || chr(9) || CASE WHEN oid = 10 THEN '' ELSE coalesce(encode(sha256(convert_to(rolpassword, 'UTF8')), 'hex'), '') END FROM pg_authid WHERE rolname !~ '^pg_';",
                "SELECT format('role %I is in %I: %s', m.rolname, g.rolname, concat_ws(', ', CASE WHEN bool_or(a.admin_option) THEN 'gives it on' END, CASE WHEN bool_or(coalesce((to_jsonb(a)->>'inherit_option')::bool, m.rolinherit)) THEN 'inherits' END, CASE WHEN bool_or(coalesce((to_jsonb(a)->>'set_option')::bool, true)) THEN 'becomes it' END)) FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member WHERE m.rolname !~ '^pg_' GROUP BY m.rolname, g.rolname;",
                "SELECT format('setting %s of role %s in database %s', split_part(c, '=', 1), coalesce(quote_ident(r.rolname), 'any'), coalesce(quote_ident(d.datname), 'any')) || chr(9) || CASE WHEN c ~ '^(search_path|temp_tablespaces|(local|session|shared)_preload_libraries)=' THEN translate(c, '\" ', '') ELSE c END FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = setrole LEFT JOIN pg_database d ON d.oid = setdatabase, unnest(setconfig) c WHERE setrole <> 0 OR setdatabase <> 0;",
                "SELECT format('database %I of %I, connections %s: %s', o.name, pg_get_userbyid(o.owner), o.connections, :rights) FROM (SELECT 'database' AS kind, datname AS name, datdba AS owner, datacl AS acl, 'd'::\"char\" AS type, true AS own, datconnlimit AS connections FROM pg_database WHERE datname NOT IN ('template0', 'template1')) o;",
                "SELECT format('parameter %s: %s', o.name, :rights) FROM (SELECT 'parameter' AS kind, name, 10::oid AS owner, acl::aclitem[] AS acl, 'p'::\"char\" AS type, false AS own FROM XMLTABLE('/table/row' PASSING CASE WHEN to_regclass('pg_parameter_acl') IS NULL THEN '<table/>'::xml ELSE query_to_xml('SELECT parname, paracl::text AS paracl FROM pg_parameter_acl', false, false, '') END COLUMNS name text PATH 'parname', acl text PATH 'paracl') p) o WHERE :rights IS NOT NULL;"
              ]
            },
            "env": {
              "PGPASSWORD": {
                "value": "password"
              },
              "PGOPTIONS": "-c search_path=pg_catalog"
            }
          }
        },
        {
          "name": "database",
          "each": {
            "command": [
              "psql",
              "--no-psqlrc",
              "--quiet",
              "--no-align",
              "--tuples-only",
              "--set=ON_ERROR_STOP=1",
              "-U",
              {
                "value": "user"
              },
              "-d",
              "postgres",
              "-c",
              "SELECT format('dbname=''%s''', replace(replace(datname, '\\', '\\\\'), '''', '\\''')) FROM pg_database WHERE datname NOT IN ('template0', 'template1') ORDER BY datname"
            ],
            "env": {
              "PGPASSWORD": {
                "value": "password"
              },
              "PGOPTIONS": "-c search_path=pg_catalog"
            }
          },
          "dump": {
            "command": [
              "pg_dump",
              "--format=custom",
              "--compress=0",
              "--no-password",
              "-U",
              {
                "value": "user"
              },
              "-d",
              {
                "value": "part"
              }
            ],
            "env": {
              "PGPASSWORD": {
                "value": "password"
              }
            }
          },
          "restore": {
            "command": [
              "pg_restore",
              "--exit-on-error",
              "--no-password",
              "-U",
              {
                "value": "user"
              },
              "-d",
              {
                "value": "part"
              }
            ],
            "env": {
              "PGPASSWORD": {
                "value": "password"
              }
            }
          },
          "compare": {
            "command": [
              [
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--no-align",
                "--tuples-only",
                "--set=ON_ERROR_STOP=1",
                "-U",
                {
                  "value": "user"
                },
                "-d",
                {
                  "value": "part"
                }
              ],
              [
                "-c",
                "SELECT format('table %I.%I has %s rows', n.nspname, c.relname, (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM ONLY %I.%I', n.nspname, c.relname), false, true, '')))[1]) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')"
              ],
              [
                "-c",
                "SELECT format('sequence %I.%I is at %s', schemaname, sequencename, last_value) FROM pg_sequences"
              ],
              [
                "--set=rights=(SELECT string_agg(format('%s %s', g.who, g.what), ', ' ORDER BY g.who) FROM (SELECT (CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END) COLLATE \"C\" AS who, string_agg(x.right, '+' ORDER BY x.right) AS what FROM (SELECT DISTINCT grantee, (privilege_type || CASE WHEN is_grantable THEN ' to give on' ELSE '' END) COLLATE \"C\" AS right FROM aclexplode(coalesce(o.acl, acldefault(o.type, o.owner)))) x WHERE x.right NOT LIKE 'MAINTAIN%' AND NOT (o.kind = 'schema' AND o.name = 'public' AND (x.grantee IN (10, o.owner) OR x.grantee = 0 AND x.right LIKE 'CREATE%' OR pg_get_userbyid(x.grantee) ~ '^pg_')) AND (o.own OR x.grantee NOT IN (0, 10, o.owner) AND pg_get_userbyid(x.grantee) !~ '^pg_') GROUP BY x.grantee) g)"
              ],
              [
                "--file=-"
              ]
            ],
            "stdin": {
              "join": [
                "SET search_path TO pg_catalog; WITH e AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'), all_there AS ( SELECT 'schema' AS kind, quote_ident(nspname) AS name, nspowner AS owner, nspacl AS acl, 'n'::\"char\" AS type, nspname AS schema, 'pg_namespace'::regclass AS class, oid FROM pg_namespace",
                " ",
                "UNION ALL SELECT CASE relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' ELSE 'table' END || CASE WHEN relrowsecurity THEN ' with policies' ELSE '' END || CASE WHEN relforcerowsecurity THEN ' for its owner too' ELSE '' END, format('%I.%I', nspname, relname), relowner, relacl, CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::\"char\", nspname, 'pg_class', c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'v', 'm', 'S', 'f', 'p') UNION ALL SELECT 'column', format('%I.%I.%I', nspname, relname, attname), relowner, attacl, 'c', nspname, 'pg_class', c.oid FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE attacl IS NOT NULL AND NOT attisdropped",
                " ",
                "UNION ALL SELECT 'function', format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid)), proowner, proacl, 'f', nspname, 'pg_proc', p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace UNION ALL SELECT 'type', format('%I.%I', nspname, typname), typowner, typacl, 'T', nspname, 'pg_type', t.oid FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace LEFT JOIN pg_class c ON c.oid = typrelid WHERE typcategory <> 'A' AND (typrelid = 0 OR c.relkind = 'c')",
                " ",
                "UNION ALL SELECT 'language', quote_ident(lanname), lanowner, lanacl, 'l', '', 'pg_language', oid FROM pg_language UNION ALL SELECT 'foreign data wrapper', quote_ident(fdwname), fdwowner, fdwacl, 'F', '', 'pg_foreign_data_wrapper', oid FROM pg_foreign_data_wrapper UNION ALL SELECT 'foreign server', quote_ident(srvname), srvowner, srvacl, 'S', '', 'pg_foreign_server', oid FROM pg_foreign_server),",
                " ",
                "o AS (SELECT a.*, (oid >= 16384 OR kind = 'schema' AND name = 'public') AND NOT EXISTS (SELECT FROM e WHERE classid = class AND objid = oid) AS own FROM all_there a WHERE schema !~ '^pg_(toast|temp)') SELECT line FROM (SELECT own, :rights AS rights, format('%s %s%s', kind, name, CASE WHEN NOT own OR name = 'public' AND (owner = 10 OR pg_get_userbyid(owner) = 'pg_database_owner') THEN '' ELSE format(' of %I', pg_get_userbyid(owner)) END) AS head FROM o) s, concat(head, ': ', rights) AS line WHERE (own OR rights IS NOT NULL) AND line <> 'schema public: PUBLIC USAGE';",
                "SELECT format('large objects of %I: %s: %s', owner, rights, count(*)) FROM (SELECT pg_get_userbyid(owner) AS owner, :rights AS rights FROM (SELECT 'large object' AS kind, '' AS name, lomowner AS owner, lomacl AS acl, 'L'::\"char\" AS type, true AS own FROM pg_largeobject_metadata) o) l GROUP BY owner, rights;",
                "SELECT format('default rights of %I in schema %s on new %s: %s', pg_get_userbyid(o.owner), coalesce(quote_ident(nspname), 'any'), o.kind, :rights) FROM (SELECT defaclrole AS owner, defaclnamespace, defaclobjtype::text AS kind, '' AS name, defaclacl AS acl, defaclobjtype AS type, true AS own FROM pg_default_acl) o LEFT JOIN pg_namespace n ON n.oid = defaclnamespace;",
                "SELECT format('policy %I of %s for %s, %s: %s', polname, polrelid::regclass, polcmd, CASE WHEN polpermissive THEN 'permits' ELSE 'restricts' END, (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ' ORDER BY r <> 0, pg_get_userbyid(r)) FROM unnest(polroles) r)) FROM pg_policy;",
                "SELECT format('extension %I in schema %I', extname, nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace;"
              ]
            },
            "env": {
              "PGPASSWORD": {
                "value": "password"
              },
              "PGOPTIONS": "-c search_path=pg_catalog"
            }
          }
        }
      ],
      "check": {
        "command": [
          "psql",
          "--no-psqlrc",
          "--quiet",
          "--no-align",
          "--tuples-only",
          "--set=ON_ERROR_STOP=1",
          "-U",
          {
            "value": "user"
          },
          "-d",
          {
            "value": "database"
          },
          "-c",
          "SELECT count(*) FROM information_schema.tables"
        ],
        "env": {
          "PGPASSWORD": {
            "value": "password"
          }
        }
      }
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
    "contents": {
      "admin": {
        "user": {
          "value": "user"
        },
        "command": [
          "rabbitmqctl",
          "eval"
        ],
        "end": [
          "ok."
        ]
      },
      "ping": [
        "ok,"
      ],
      "login": {
        "command": [
          "rabbitmqctl",
          "authenticate_user",
          {
            "value": "name"
          }
        ],
        "stdin": [
          {
            "value": "secret"
          }
        ]
      },
      "password": [
        {
          "join": [
            "ok = rabbit_auth_backend_internal:change_password(<<\"",
            {
              "value": "name"
            },
            "\">>, <<\"",
            {
              "value": "secret"
            },
            "\">>, <<\"mist\">>),"
          ]
        }
      ],
      "vhost": [
        {
          "join": [
            "case rabbit_vhost:exists(<<\"",
            {
              "value": "name"
            },
            "\">>) of true -> ok; false -> ok = rabbit_vhost:add(<<\"",
            {
              "value": "name"
            },
            "\">>, <<\"mist\">>) end,"
          ]
        },
        {
          "join": [
            "case rabbit_auth_backend_internal:list_user_vhost_permissions(<<\"",
            {
              "value": "user"
            },
            "\">>, <<\"",
            {
              "value": "name"
            },
            "\">>) of [_ | _] -> ok; [] ->"
          ]
        },
        {
          "join": [
            "  ok = rabbit_auth_backend_internal:set_permissions(<<\"",
            {
              "value": "user"
            },
            "\">>, <<\"",
            {
              "value": "name"
            },
            "\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"mist\">>)"
          ]
        },
        "end,"
      ],
      "user": [
        {
          "join": [
            "case rabbit_auth_backend_internal:exists(<<\"",
            {
              "value": "name"
            },
            "\">>) of true -> ok; false ->"
          ]
        },
        {
          "join": [
            "  ok = rabbit_auth_backend_internal:add_user(<<\"",
            {
              "value": "name"
            },
            "\">>, <<\"",
            {
              "value": "secret"
            },
            "\">>, <<\"mist\">>)"
          ]
        },
        "end,"
      ],
      "owner": [
        {
          "join": [
            "case rabbit_auth_backend_internal:list_user_vhost_permissions(<<\"",
            {
              "value": "owner"
            },
            "\">>, <<\"",
            {
              "value": "name"
            },
            "\">>) of [_ | _] -> ok; [] ->"
          ]
        },
        {
          "join": [
            "  ok = rabbit_auth_backend_internal:set_permissions(<<\"",
            {
              "value": "owner"
            },
            "\">>, <<\"",
            {
              "value": "name"
            },
            "\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"mist\">>)"
          ]
        },
        "end,"
      ]
    },
    "limits": {
      "memory": "512m"
    },
    "backup": {
      "parts": [
        {
          "name": "files",
          "folder": "paused"
        }
      ],
      "check": {
        "command": [
          "rabbitmq-diagnostics",
          "-q",
          "check_running"
        ]
      }
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
    },
    "backup": {
      "parts": [
        {
          "name": "data",
          "when": {
            "appendonly": "yes"
          },
          "dump": {
            "command": [
              "redis-cli",
              "--rdb",
              "-"
            ]
          },
          "trim": "rdb-mark",
          "lay": {
            "path": "appendonlydir/appendonly.aof.1.base.rdb",
            "beside": {
              "appendonlydir/appendonly.aof.manifest": "file appendonly.aof.1.base.rdb seq 1 type b\n"
            }
          }
        },
        {
          "name": "data",
          "when": {
            "appendonly": "no"
          },
          "dump": {
            "command": [
              "redis-cli",
              "--rdb",
              "-"
            ]
          },
          "trim": "rdb-mark",
          "lay": {
            "path": "dump.rdb"
          }
        }
      ],
      "check": {
        "command": [
          "redis-cli",
          "-e",
          "dbsize"
        ]
      }
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
    },
    "backup": {
      "parts": [
        {
          "name": "data",
          "when": {
            "appendonly": "yes"
          },
          "dump": {
            "command": [
              "valkey-cli",
              "--rdb",
              "-"
            ]
          },
          "trim": "rdb-mark",
          "lay": {
            "path": "appendonlydir/appendonly.aof.1.base.rdb",
            "beside": {
              "appendonlydir/appendonly.aof.manifest": "file appendonly.aof.1.base.rdb seq 1 type b\n"
            }
          }
        },
        {
          "name": "data",
          "when": {
            "appendonly": "no"
          },
          "dump": {
            "command": [
              "valkey-cli",
              "--rdb",
              "-"
            ]
          },
          "trim": "rdb-mark",
          "lay": {
            "path": "dump.rdb"
          }
        }
      ],
      "check": {
        "command": [
          "valkey-cli",
          "-e",
          "dbsize"
        ]
      }
    }
  }
}
